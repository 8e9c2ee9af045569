package import AttestryDomain

/// A file of rows as somebody gives it, and how it is to be read (`cli.md`, import).
package struct SheetSource: Sendable {
    package let bytes: [UInt8]
    /// How its text is written; nil where that is found out.
    package var encoding: SheetEncoding?
    /// The order in which it writes dates beside ISO 8601; nil where it writes no others.
    package var dateForm: DateForm?
    /// Whether it is a sheet of a workbook, which numbers rows, not lines.
    package var isWorkbook = false
    /// Which of our columns its columns are, by their names as typed; those of an empty name are
    /// left out.
    package var mapping: [String: String] = [:]
    /// What a person should know of how it came here.
    package var notes: [String] = []

    package init(_ bytes: [UInt8]) { self.bytes = bytes }
}

/// Where in a sheet something stands.
struct SheetPlace: Hashable, Comparable, CustomStringConvertible {
    /// The line of the text, from 1; of a workbook the row.
    let line: Int
    /// What numbers it: `line` or `row`.
    let unit: String

    var description: String { "\(unit) \(line)" }

    static func < (left: SheetPlace, right: SheetPlace) -> Bool { left.line < right.line }

    /// A column as spreadsheets name it, from 0: A to Z, AA and so on.
    static func letters(of column: Int) -> String {
        var rest = column + 1
        var letters: [UInt8] = []
        while rest > 0 {
            letters.insert(UInt8(ascii: "A") + UInt8((rest - 1) % 26), at: 0)
            rest = (rest - 1) / 26
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
