import AttestryDomain
import Foundation

/// A text without regard to case and to how its letters are composed.
struct Folded: Hashable {
    let bytes: [UInt8]

    /// `keepsMarks` tells apart what has an accent from what has none.
    init(_ text: String, keepsMarks: Bool = true) {
        guard !text.isPlain else {
            bytes = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
            return
        }
        let scalars = text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
        var kept = String.UnicodeScalarView()
        kept += scalars.filter { keepsMarks || $0.properties.generalCategory != .nonspacingMark }
        bytes = Array(String(kept).utf8)
    }

    /// Whether it stands somewhere in a text whose marks do not count.
    func stands(in text: String) -> Bool {
        let other = Folded(text, keepsMarks: false).bytes
        guard let first = bytes.first, other.count >= bytes.count else { return bytes.isEmpty }
        return other.indices.dropLast(bytes.count - 1).contains { start in
            other[start] == first && other[start..<start + bytes.count].elementsEqual(bytes)
        }
    }
}
