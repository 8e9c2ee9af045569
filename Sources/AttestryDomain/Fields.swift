/// Fields of a form as somebody typed them, by the names of their columns.
///
/// The command line and the imports fill the same fields, so both refuse the same things in the
/// same words.
package struct Fields: Sendable {
    /// The texts by field; a field that is not there was not given.
    package var values: [String: String]
    /// Fields to be emptied.
    package var cleared: Set<String>

    /// The longest text that a field takes, in bytes.
    package static let longestText = 10_000

    /// Fields with these texts.
    package init(_ values: [String: String?] = [:], cleared: Set<String> = []) {
        self.values = values.compactMapValues { $0 }
        self.cleared = cleared
    }

    /// Fields that were all given.
    package init(given values: [String: String]) {
        self.values = values
        cleared = []
    }

    /// Whether nothing was given.
    package var isEmpty: Bool { values.isEmpty && cleared.isEmpty }

    /// The text of a field; nil where it was not given.
    package subscript(field: String) -> String? { values[field] }

    /// What the parser makes of a field, the base where it was not given, nil where it is emptied.
    package func value<Value>(
        _ field: String, _ base: Value?, _ parse: (String) throws -> Value
    ) throws -> Value? {
        if cleared.contains(field) { return nil }
        return try values[field].map { try parse(Self.checked($0, field: field)) } ?? base
    }

    /// The text of a field.
    package func text(_ field: String, _ base: String? = nil) throws -> String? {
        try value(field, base) { $0 }
    }

    /// The date of a field. Throws `invalid` for any form but ISO.
    package func date(_ field: String, _ base: CivilDate? = nil) throws -> CivilDate? {
        try value(field, base) { try CivilDate($0, field: field) }
    }

    /// The date of a field that cannot do without. Throws `invalid` saying why.
    package func date(_ field: String, neededFor why: String) throws -> CivilDate {
        guard let date = try date(field) else {
            throw RegistryError.missing(field, why, hint: "give a date as YYYY-MM-DD")
        }
        return date
    }

    /// The number of a field. Throws `invalid` outside the range.
    package func number(_ field: String, _ base: Int? = nil, in range: ClosedRange<Int>) throws
        -> Int?
    {
        try value(field, base) { text in
            guard let number = Int(text), range.contains(number) else {
                throw RegistryError.invalid(
                    field, text, "a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }

    /// The yes or no of a field.
    package func flag(_ field: String, _ base: Bool) throws -> Bool {
        try value(field, base) { text in
            switch text {
            case "yes", "1", "true": return true
            case "no", "0", "false": return false
            default: throw RegistryError.invalid(field, text, "yes or no")
            }
        } ?? false
    }

    /// The word of a field, of an enumeration that spells its cases out.
    package func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: String, _ base: Choice? = nil
    ) throws -> Choice? {
        try value(field, base) { text in
            guard let choice = Choice(rawValue: text) else {
                let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw RegistryError.invalid(field, text, "one of \(known)")
            }
            return choice
        }
    }

    /// The words of a field, separated by commas or spaces, each once.
    package func words(_ field: String, _ base: [String]) throws -> [String] {
        try value(field, base) { text in
            let words = text.split { $0 == "," || $0 == " " }.map(String.init)
            return words.enumerated().filter { !words[..<$0.offset].contains($0.element) }.map(
                \.element)
        } ?? []
    }

    /// The text, refused where it is empty, too long, or holds a NUL that SQLite would cut it at.
    package static func checked(_ text: String, field: String) throws -> String {
        if text.utf8.count > longestText {
            throw RegistryError(
                .invalid, "\(field) is \(text.utf8.count) bytes long",
                hint: "give at most \(longestText) bytes", field: field)
        }
        if text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) {
            throw RegistryError(
                .invalid, "\(field) is empty", hint: "give a value, or leave it out", field: field)
        }
        if text.utf8.contains(0) {
            throw RegistryError(.invalid, "\(field) contains a NUL character", field: field)
        }
        return text
    }
}
