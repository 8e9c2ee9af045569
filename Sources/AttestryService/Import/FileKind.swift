import AttestryDomain

/// What a file is that holds no rows of text, told by its first bytes.
package enum FileKind {
    /// Whether it is a workbook of a spreadsheet (`.xlsx`).
    package static func isWorkbook(_ bytes: [UInt8]) -> Bool {
        isArchive(bytes) && holds("xl/", bytes)
    }

    /// Throws `invalid` with its name and the way to rows, where it is a file of another kind.
    static func refuse(_ bytes: [UInt8]) throws {
        guard let (name, advice) = named(bytes) else { return }
        throw RegistryError(.invalid, "the file is \(name), not a sheet", hint: advice)
    }

    private typealias Name = (name: String, advice: String)

    private static let starts: [(start: [UInt8], name: Name)] = [
        (Array("%PDF-".utf8), ("a PDF", "save the table it shows as CSV UTF-8")),
        ([0x89, 0x50, 0x4E, 0x47], picture), ([0xFF, 0xD8, 0xFF], picture),
        (Array("GIF8".utf8), picture), (Array("II*\0".utf8), picture),
        (Array("MM\0*".utf8), picture), ([0x1F, 0x8B], ("compressed", "unpack it first")),
        ([0x37, 0x7A, 0xBC, 0xAF], ("compressed", "unpack it first")),
        (
            Array("SQLite format 3\0".utf8),
            (
                "a database, such as a registry",
                "attestry export all --registry FILE writes what a registry holds"
            )
        ),
        (Array("{\\rtf".utf8), ("a text document (RTF)", saving)),
    ]

    private static let saving = "save it as CSV UTF-8 or .xlsx"
    private static let picture: Name = ("a picture", "type the table, or save it as CSV UTF-8")

    private static func named(_ bytes: [UInt8]) -> Name? {
        if isArchive(bytes) { return archive(bytes) }
        // The compound file of older programs, which is also what wraps a workbook that is locked.
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            return holds("EncryptedPackage", bytes, isWide: true)
                ? ("a workbook with a password", "save a copy without the password")
                : ("a workbook or document of Office 97 to 2003 (.xls)", saving)
        }
        if let start = starts.first(where: { bytes.starts(with: $0.start) }) { return start.name }
        if bytes.starts(with: Array("RIFF".utf8)), holds("WEBP", bytes) { return picture }
        return text(bytes)
    }

    private static func archive(_ bytes: [UInt8]) -> Name {
        if holds("opendocument.spreadsheet", bytes) {
            return ("a sheet of OpenDocument (.ods)", saving)
        }
        if holds("Index/Document.iwa", bytes) { return ("a sheet of Numbers", saving) }
        if holds("xl/", bytes) {
            return ("a workbook (.xlsx)", "give it as a file: attestry import --help")
        }
        if holds("word/", bytes) { return ("a text document (.docx)", saving) }
        return ("a ZIP archive", "unpack it first")
    }

    private static func text(_ bytes: [UInt8]) -> Name? {
        let start = String(decoding: bytes.prefix(400), as: UTF8.self).trimmed.lowercased()
        if ["<!doctype html", "<html"].contains(where: start.begins) {
            return ("a web page", saving)
        }
        if start.begins(with: "<?xml") { return ("XML", saving) }
        let words = start.unicodeScalars.filter { !$0.properties.isWhitespace }.prefix(2)
        return ["{\"", "[{", "[\"", "[["].contains(String(String.UnicodeScalarView(words)))
            ? ("JSON", saving) : nil
    }

    private static func isArchive(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
            || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
    }

    /// Whether a name stands in the first or the last part of a file; an archive lists at its end
    /// what it holds.
    private static func holds(_ name: String, _ bytes: [UInt8], isWide: Bool = false) -> Bool {
        let sought: [UInt8] = name.utf8.flatMap { (byte: UInt8) -> [UInt8] in
            isWide ? [byte, 0] : [byte]
        }
        let part = 64 << 10
        return [bytes.prefix(part), bytes.suffix(part)].contains { $0.contains(sought) }
    }
}
