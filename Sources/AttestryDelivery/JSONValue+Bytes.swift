import AttestryDomain
import Foundation

extension JSONValue {
    /// The document on one line, keys sorted.
    var bytes: Data { Data(line) }
}
