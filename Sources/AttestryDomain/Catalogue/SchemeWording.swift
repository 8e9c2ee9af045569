/// What a scheme is called on pages, and which words its owner does not allow (`rules.md` §10).
///
/// Facts that nobody confirmed are left out: they decide nothing.
package struct SchemeWording: Hashable, Sendable {
    /// What becomes of a scheme that has ended.
    package enum End: String, Sendable {
        /// The scheme is gone.
        case scheme
        /// Its reports are made to another standard.
        case standard
    }

    /// The names by which pages mention it.
    package let names: [String]
    /// What a page may say of it.
    package let right: String?
    /// Kinds of words that break a rule beside its name, such as `certified`, by the rule.
    package let wrongWords: [String: [String]]
    /// Names that are wrong, by the rule that they break.
    package let wrongNames: [String: [String]]
    /// The names that are right in their place, by the same rules.
    package let rightNames: [String: [String]]
    /// Whether a claim of it says nothing without a type.
    package let expectsType: Bool
    /// What its end means.
    package let end: End

    init(_ facts: [Fact]) {
        func value(_ name: String) -> String? {
            facts.effective(name).flatMap { $0.mayDecide ? $0.value : nil }
        }
        func choices(_ name: String) -> [String: [String]] {
            value(name).flatMap(FactForm.choices) ?? [:]
        }
        names = facts.names
        right = value("wording")
        wrongWords = choices("wrong_words")
        wrongNames = choices("wrong_names")
        rightNames = choices("right_names")
        expectsType = value("type_expected") == "yes"
        end = value("ended_as").flatMap(End.init) ?? .scheme
    }
}

extension [Fact] {
    /// The names that a confirmed fact lists, separated by semicolons.
    var names: [String] {
        guard let fact = effective("names"), fact.mayDecide, let value = fact.value else {
            return []
        }
        return value.parts(at: ";").map(\.trimmed).filter { !$0.isEmpty }
    }
}
