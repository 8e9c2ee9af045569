/// Something recorded that cannot be made sense of: it is passed over, so that it stops nothing
/// else, and said (`rules.md` §7).
package struct Damage: Hashable, Sendable, CustomStringConvertible {
    /// What it is: `evidence`, `ladder`.
    package let noun: String
    /// Its code, or its number where that cannot be read.
    package let name: String
    /// Why nothing can be made of it.
    package let cause: String

    /// The damage for a cause, which need not say again what it is about.
    package init(_ noun: String, _ name: String, because cause: String) {
        self.noun = noun
        self.name = name
        self.cause = cause.after("\(noun) \(name): ") ?? cause
    }

    /// What a finding about it names: a code alone, where codes of this noun are used so.
    package var subject: String {
        ["evidence", "agreement", "customer", "activity"].contains(noun) ? name : "\(noun) \(name)"
    }

    package var description: String { "\(noun) \(name) cannot be evaluated: \(cause)" }
}

extension Concern {
    /// What cannot be evaluated is as bad as anything may be that it hides.
    package init(_ damage: Damage) {
        self.init(
            .critical, damage.subject, .anchor(.unreadable),
            "it cannot be evaluated: \(damage.cause)")
    }
}
