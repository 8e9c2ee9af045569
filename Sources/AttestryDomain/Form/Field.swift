/// A field of a noun: options, columns of import and export, cells, JSON and CSV names, messages
/// and hints all come from here.
package struct Field<Noun>: Sendable {
    /// How the field is typed.
    package enum Entry: Sendable {
        /// One text.
        case text
        /// `yes` or `no`; on the command line two flags.
        case flag
        /// Several texts, each once.
        case list
    }

    /// What the shell may complete the value with.
    package enum Offer: Sendable {
        case nothing, evidence, product, scheme, edition, customer, agreement
        case words([String])
    }

    /// The name of the column, of the CSV header, of the JSON key.
    package let name: String
    /// The name of the option without its dashes; nil where it is not typed there.
    package private(set) var option: String?
    /// What the field is, as a sentence for `--help`.
    package let help: String
    package let entry: Entry
    package private(set) var offer = Offer.nothing
    /// Why the noun cannot be without it; nil where it can.
    package private(set) var needed: String?
    /// What would be right, as a hint that begins with a verb.
    package let expected: String
    /// Whether it may be emptied again.
    package private(set) var isClearable = true
    /// The numbers that it takes; nil where it is no number.
    package private(set) var range: ClosedRange<Int>?
    /// Whether it is a day, which a person may name by its distance from today.
    package private(set) var isDay = false
    /// Whether it is kept, rather than only another way to type what other fields keep.
    package private(set) var isKept = true
    /// The value that a noun has in it.
    package let value: @Sendable (Noun) -> JSONValue
    /// Takes in a text that was typed, or a value that was kept; null empties it. Throws `invalid`
    /// naming the field and what would be right.
    package let set: @Sendable (_ value: JSONValue, _ noun: inout Noun) throws -> Void

    /// The help as what may be asked for: `the certificate's number`.
    package var clause: String { help.prefix(1).lowercased() + help.dropFirst().dropLast() }

    /// Whether nothing stands in the field.
    func isEmpty(in noun: Noun) -> Bool { [.null, []].contains(value(noun)) }

    /// Empties the field. Throws `invalid` where the noun cannot do without.
    func clear(_ noun: inout Noun) throws {
        guard isClearable, needed == nil else {
            throw RegistryError(.invalid, [Problem(name, " cannot be empty")])
        }
        try set(.null, &noun)
    }
}

extension Field {
    /// Where in the noun the field's value lies.
    package typealias Path<Value> = any WritableKeyPath<Noun, Value> & Sendable

    /// The field under another option than its name with dashes; nil where no option gives it.
    package func typed(as option: String?) -> Field { with { $0.option = option } }

    /// The field as one that the noun cannot be without, and why.
    package func needed(_ why: String) -> Field { with { $0.needed = why } }

    /// The field as one whose values the shell completes.
    package func offering(_ offer: Offer) -> Field { with { $0.offer = offer } }

    /// The field as one that cannot be emptied.
    package var lasting: Field { with { $0.isClearable = false } }

    /// The field as another way to type what other fields keep.
    package var onlyTyped: Field { with { $0.isKept = false } }

    /// The field as one whose numbers lie in a range.
    package func within(_ range: ClosedRange<Int>) -> Field { with { $0.range = range } }

    private func with(_ change: (inout Field) -> Void) -> Field {
        var field = self
        change(&field)
        return field
    }

    /// A field of any kind; `read` makes a value of the text, or throws what would be right.
    package static func any<Value: Sendable>(
        _ name: String, _ path: Path<Value?>, _ help: String, expected: String,
        json: @escaping @Sendable (Value) -> JSONValue,
        read: @escaping @Sendable (String) throws -> Value
    ) -> Field {
        Field(
            name: name, option: name.replacing("_", with: "-"), help: help, entry: .text,
            expected: expected, value: { $0[keyPath: path].map(json) ?? .null },
            set: { value, noun in noun[keyPath: path] = try value.typed.map(read) })
    }

    package static func text(_ name: String, _ path: Path<String?>, _ help: String) -> Field {
        any(name, path, help, expected: "give it", json: { .string($0) }, read: { $0 })
    }

    /// An e-mail address.
    package static func address(_ name: String, _ path: Path<String?>, _ help: String) -> Field {
        any(name, path, help, expected: "give an e-mail address", json: { .string($0) }) {
            try EmailAddress.check($0, field: name)
            return $0
        }
    }

    package static func date(_ name: String, _ path: Path<CivilDate?>, _ help: String) -> Field {
        any(name, path, help, expected: "give a date as YYYY-MM-DD", json: { .text($0) }) {
            try CivilDate($0, field: name)
        }.with { $0.isDay = true }
    }

    package static func code(_ name: String, _ path: Path<Code?>, _ help: String) -> Field {
        any(name, path, help, expected: "give a code", json: { .text($0) }) {
            try Code($0, field: name)
        }
    }

    package static func number(
        _ name: String, _ path: Path<Int?>, in range: ClosedRange<Int>, _ help: String
    ) -> Field {
        let expected = "a number from \(range.lowerBound) to \(range.upperBound)"
        return any(name, path, help, expected: "give \(expected)", json: { .number($0) }) { text in
            guard let number = Int(text), range.contains(number) else {
                throw RegistryError.invalid(name, text, expected)
            }
            return number
        }.within(range)
    }

    /// One of the words that an enumeration spells out.
    package static func choice<Choice: RawRepresentable<String> & CaseIterable & Sendable>(
        _ name: String, _ path: Path<Choice?>, _ help: String
    ) -> Field {
        any(
            name, path, help, expected: "give \(Choice.expected)", json: { .string($0.rawValue) }
        ) { try Choice($0, field: name) }.offering(.words(Choice.words))
    }

    /// A yes or a no; emptied it is no.
    package static func flag(_ name: String, _ path: Path<Bool>, _ help: String) -> Field {
        Field(
            name: name, option: name.replacing("_", with: "-"), help: help, entry: .flag,
            expected: "give yes or no", value: { .bool($0[keyPath: path]) },
            set: { value, noun in
                noun[keyPath: path] =
                    try value.typed.map { try Bool(word: $0, field: name) } ?? false
            })
    }

    /// What other systems call it, which other things of the noun are not called.
    static func references(_ path: Path<[String]>) -> Field {
        Field(
            name: "ref", option: "ref",
            help: "What another system calls it, SYSTEM=ID; may be given several times.",
            entry: .list, expected: "give SYSTEM=ID, such as hubspot=12345",
            value: { .texts($0[keyPath: path]) },
            set: { value, noun in
                let words = value.elements?.compactMap(\.string) ?? value.typed?.words ?? []
                let given = try words.map { try ExternalReference.checked($0, field: "ref") }
                noun[keyPath: path] =
                    value == .null
                    ? [] : ExternalReference.merged(noun[keyPath: path], given)
            })
    }

    /// Texts separated by commas, semicolons or spaces, each once; `read` checks one.
    package static func list<Value: CustomStringConvertible & Sendable>(
        _ name: String, _ path: Path<[Value]>, _ help: String,
        expected: String = "give words separated by commas",
        read: @escaping @Sendable (String) throws -> Value
    ) -> Field {
        Field(
            name: name, option: name.replacing("_", with: "-"), help: help, entry: .list,
            expected: expected, value: { .texts($0[keyPath: path]) },
            set: { value, noun in
                let words = value.elements?.compactMap(\.string) ?? value.typed?.words ?? []
                noun[keyPath: path] = try words.map(read)
            })
    }
}

extension Hashable {
    /// The value as a field's place that is never empty: a field that is emptied leaves it.
    package var kept: Self? {
        get { self }
        set { self = newValue ?? self }
    }
}

extension JSONValue {
    /// The value as somebody would type it; nil where there is none.
    fileprivate var typed: String? {
        switch self {
        case .string(let text): text
        case .number(let number): String(number)
        case .bool(let flag): flag ? "yes" : "no"
        case .null, .array, .object: nil
        }
    }
}
