import AttestryDomain

/// How a text stands in a cell that a spreadsheet would take for a formula, or a reader for
/// something else: with an apostrophe in front, which is taken off again when it is read.
///
/// What stands behind the apostrophes at the beginning decides, so that a text that itself begins
/// with one comes back too, and `'s-Hertogenbosch` is nothing special.
enum SafeCell {
    /// What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
    private static let openings = Set("=+-@\t\r\n＝＋－＠".unicodeScalars)

    /// The text as it is written.
    static func written(_ text: String) -> String { isMarked(text) ? "'" + text : text }

    /// The text that a cell with the mark stands for; nil where it bears none.
    static func meant(_ cell: String) -> String? {
        guard cell.utf8.first == apostrophe, isMarked(cell) else { return nil }
        return String(decoding: cell.utf8.dropFirst(), as: UTF8.self)
    }

    /// A cell of somebody's sheet as it may be written again: it is read as before.
    static func guarded(_ cell: String) -> String {
        guard let first = cell.unicodeScalars.first, openings.contains(first),
            !SheetCells.saysOther(cell.trimmed), first != "-" || Int(cell) == nil
        else { return cell }
        return "'" + cell
    }

    private static let apostrophe = UInt8(ascii: "'")

    private static func isMarked(_ text: String) -> Bool {
        if let first = text.utf8.first, let last = text.utf8.last, first.isLetterOrDigit,
            last.isLetterOrDigit, text.utf8.count > 4
        {
            return false
        }
        let core = String(Substring(text.utf8.drop { $0 == apostrophe }))
        guard let first = core.unicodeScalars.first else { return false }
        if openings.contains(first) { return first != "-" || Int(core) == nil }
        return core.trimmed.utf8.count != core.utf8.count || SheetCells.saysOther(core)
    }
}
