extension RawRepresentable<String> where Self: CaseIterable {
    /// The words of all choices.
    package static var words: [String] { allCases.map(\.rawValue) }

    static var expected: String { "one of \(words.joined(separator: ", "))" }

    /// The choice that a word names. Throws `invalid` naming the field.
    package init(_ word: String, field: String) throws {
        guard let choice = Self(rawValue: word) else {
            throw RegistryError.invalid(field, word, Self.expected)
        }
        self = choice
    }

    /// The choice that a word names. Throws `notFound` with those that come near.
    package init(known word: String, as noun: String) throws {
        guard let choice = Self(rawValue: word) else {
            throw RegistryError.notFound(noun, word, among: Self.words)
        }
        self = choice
    }
}

extension Bool {
    /// The yes or no of a word. Throws `invalid` naming the field.
    package init(word: String, field: String) throws {
        switch word {
        case "yes", "1", "true": self = true
        case "no", "0", "false": self = false
        default: throw RegistryError.invalid(field, word, "yes or no")
        }
    }
}

extension String {
    /// The words of a text, separated by commas, semicolons or spaces, each once.
    package var words: [String] {
        let words = utf8.split { $0 == 0x2C || $0 == 0x3B || $0 == 0x20 }.map {
            String(Substring($0))
        }
        return words.enumerated().filter { !words[..<$0.offset].contains($0.element) }
            .map(\.element)
    }
}
