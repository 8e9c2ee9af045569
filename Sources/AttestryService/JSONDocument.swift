package import AttestryDomain
import AttestryLog

extension JSONValue {
    /// The document for standard output: keys sorted, indented, a line feed at the end.
    package var document: [UInt8] { pretty }

    /// The document as an element of an array that is written element by element.
    package var nested: [UInt8] { indented(at: 1) }

    /// What stands before an element of such an array, after so many others.
    package static func separator(before count: Int) -> [UInt8] {
        Array((count == 0 ? "[\n  " : ",\n  ").utf8)
    }

    /// What stands after so many elements.
    package static func end(of count: Int) -> [UInt8] { Array((count == 0 ? "[]\n" : "\n]\n").utf8) }
}
