/// An edition of a scheme with the facts that may decide a verdict.
package struct Edition: Hashable, Sendable {
    /// The day of a document that the last day of issue is held against (`rules.md` §3).
    package enum Basis: String, Sendable, CaseIterable {
        case issuedOn = "issued_on"
        case periodStart = "period_start"
        case orderedOn = "ordered_on"
        case appliedOn = "applied_on"
    }

    /// The edition's code within its scheme, such as `2013` or `4.0.1`.
    package let code: String
    /// Its full name.
    package let title: String
    /// The day it was published; nil unless confirmed.
    package let publishedOn: CivilDate?
    /// The last day on which a version may be issued to it; nil unless confirmed.
    package let lastIssueOn: CivilDate?
    /// The day of a document that `lastIssueOn` is held against.
    package let basis: Basis
    /// The last day on which any version to it is valid; nil unless confirmed.
    package let retiresOn: CivilDate?
    /// The code of the edition that follows it.
    package let successor: String?
    /// The scheme that evidence to this edition needs a parent of.
    package let parentScheme: Code?
    /// What else it is called behind the name of its scheme: a year of a national twin.
    package let names: [String]

    /// Reads an edition off its facts; unconfirmed dates stay nil (`rules.md` §1).
    package init(code: String, title: String, facts: [Fact]) {
        func date(_ name: String) -> CivilDate? {
            guard let fact = facts.effective(name), fact.isConfirmed else { return nil }
            return fact.value.flatMap { CivilDate(lastOf: $0) }
        }
        self.code = code
        self.title = title
        publishedOn = date("published_on")
        lastIssueOn = date("last_issue_on")
        retiresOn = date("retires_on")
        basis = facts.effective("basis")?.value.flatMap(Basis.init) ?? .issuedOn
        successor = facts.effective("successor")?.value
        parentScheme = facts.effective("parent_scheme")?.value.flatMap { Code($0) }
        names = facts.names
    }
}

extension Edition {
    /// Which day of a document comes after the last one on which it could be issued to this
    /// edition; nil where none does, or where the day that counts is not recorded.
    package func lateness(of content: VersionContent) -> (
        field: String, day: CivilDate, last: CivilDate
    )? {
        let counted =
            switch basis {
            case .issuedOn: content.issuedOn
            case .periodStart: content.asOfOn ?? content.periodStart
            case .orderedOn, .appliedOn:
                content.identifiers[basis.rawValue].flatMap { CivilDate($0) }
            }
        let limits = [
            (basis.rawValue, counted, lastIssueOn),
            (Basis.issuedOn.rawValue, content.issuedOn, retiresOn),
        ]
        return limits.compactMap { field, day, last in
            guard let day, let last, day > last else { return nil }
            return (field, day, last)
        }.min { $0.last < $1.last }
    }
}
