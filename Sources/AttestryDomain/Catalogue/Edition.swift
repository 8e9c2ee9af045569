/// An edition of a scheme with the facts that may decide a verdict.
package struct Edition: Hashable, Sendable {
    /// The edition's code within its scheme, such as `2013` or `4.0.1`.
    package let code: String
    /// Its full name.
    package let title: String
    /// The day it was published; nil unless confirmed.
    package let publishedOn: CivilDate?
    /// The last day on which a version may be issued to it; nil unless confirmed.
    package let lastIssueOn: CivilDate?
    /// The last day on which any version to it is valid; nil unless confirmed.
    package let retiresOn: CivilDate?
    /// The code of the edition that follows it.
    package let successor: String?
    /// The scheme that evidence to this edition needs a parent of.
    package let parentScheme: Code?

    /// The last day on which a version to it is current when it is issued; nil unless confirmed.
    package var lastDayCurrent: CivilDate? { [lastIssueOn, retiresOn].compactMap(\.self).min() }

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
        successor = facts.effective("successor")?.value
        parentScheme = facts.effective("parent_scheme")?.value.flatMap { Code($0) }
    }
}
