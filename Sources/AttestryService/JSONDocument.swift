package import AttestryDomain
import AttestryLog

extension JSONValue {
    /// The document for standard output: keys sorted, indented, a line feed at the end.
    package var document: [UInt8] { pretty }
}
