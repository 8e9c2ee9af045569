extension Int {
    /// The number with what it counts, in the singular or the plural: `1 customer`, `2 entries`.
    /// `plural` is given where it is more than a noun.
    package func of(_ singular: String, _ plural: String? = nil) -> String {
        "\(self) \(self == 1 ? singular : plural ?? singular.plural)"
    }
}

extension String {
    /// The plural of an English noun: `customers`, `days`, `entries`.
    package var plural: String {
        let letters = Array(utf8.suffix(2))
        guard letters.last == UInt8(ascii: "y"), !"aeou".utf8.contains(letters[0]) else {
            return self + "s"
        }
        return String(decoding: utf8.dropLast(), as: UTF8.self) + "ies"
    }

    /// An English noun of the program with its article: `a user`, `an activity`.
    package var withArticle: String {
        "aeio".utf8.contains(utf8.first ?? 0) ? "an \(self)" : "a \(self)"
    }
}
