import AttestryDomain
import Foundation

extension Sequence<UInt8> {
    /// The bytes as lower-case hexadecimal digits.
    var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

extension JSONValue {
    /// The document on one line, keys sorted.
    var bytes: Data { Data(line) }
}
