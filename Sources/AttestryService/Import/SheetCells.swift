import AttestryDomain

/// How the cells of a sheet are read (`cli.md`, import).
struct SheetCells {
    /// The order in which dates are written beside ISO 8601.
    let dateForm: DateForm?

    /// What stands in a cell, in the form that a field takes; nil where it says nothing. Throws
    /// `invalid` for what no field may hold.
    func value(_ text: String, in column: ImportKind.Column) throws -> String? {
        if let meant = SafeCell.meant(text) { return meant }
        let text = text.trimmed
        guard !text.isEmpty, !Self.saysNothing(text) else { return nil }
        if text.utf8.first == 0x23, Self.errors.contains(text) {
            throw RegistryError(
                .invalid,
                [
                    Problem(
                        column.name, ": '\(text)' is the error of a formula",
                        hint: "mend the formula in the sheet, or empty the cell")
                ])
        }
        switch column.content {
        case .text, .thing: return text
        case .name: return text.lowercased()
        case .words(let words):
            return words.contains(text)
                ? text
                : words.first { KnownColumns.folded($0) == KnownColumns.folded(text) } ?? text
        case .flag: return Self.flags[text.lowercased()] ?? text
        case .day: return try day(text, column.name)
        }
    }

    /// Whether a cell is written to say that there is nothing.
    static func saysNothing(_ text: String) -> Bool {
        guard text.utf8.count <= 3 else { return false }
        return ["-", "–", "—", "n/a", "N/A", "N/a"].contains(text)
    }

    /// Whether a cell says something else than its text.
    static func saysOther(_ text: String) -> Bool {
        saysNothing(text) || text.utf8.first == 0x23 && errors.contains(text)
    }

    private static let flags = [
        "yes": "yes", "y": "yes", "true": "yes", "1": "yes", "x": "yes",
        "no": "no", "n": "no", "false": "no", "0": "no",
    ]

    /// The errors that a formula ends with (ECMA-376 18.17.3).
    private static let errors: Set = [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!",
    ]

    private func day(_ text: String, _ field: String) throws -> String {
        if CivilDate(text) != nil { return text }
        if let day = dateForm?.day(text) { return day.description }
        throw RegistryError(.invalid, [Self.problem(text, field, dateForm)])
    }

    private static func problem(_ text: String, _ field: String, _ form: DateForm?) -> Problem {
        if let (day, other) = DateForm.days(ofSerial: text) {
            return Problem(
                field,
                ": \(text) is the serial number of a day: \(day), or \(other) in a workbook "
                    + "that counts from 1904",
                hint: "give the cells the format of a date, YYYY-MM-DD, and save the sheet again")
        }
        if DateForm.hasShortYear(text) {
            return Problem(
                field, ": '\(text)' has a year of two digits",
                hint: "write it with four, best as YYYY-MM-DD")
        }
        if text.utf8.count > 10,
            CivilDate(String(decoding: text.utf8.prefix(10), as: UTF8.self)) != nil
        {
            return Problem(
                field, ": '\(text.abbreviated)' has a time of day", hint: "keep the date alone")
        }
        let forms = DateForm.forms(of: text).map(\.words).joined(separator: " or ")
        if !forms.isEmpty {
            let others = form.map { ", not as \($0.words)" } ?? ", and other dates are not"
            return Problem(
                field, ": '\(text)' is a date as \(forms)\(others)", hint: "write it as YYYY-MM-DD")
        }
        return .invalid(
            field, text, "a date of the years 1900 to 2199 as YYYY-MM-DD, such as 2026-11-23")
    }
}
