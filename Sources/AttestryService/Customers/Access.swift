package import AttestryDomain

/// Whether one version may go to somebody at a customer, to whom, or why to nobody.
package struct Access: Sendable, JSONConvertible {
    package let version: VersionReference
    let releaseClass: ReleaseClass
    package let isAllowed: Bool
    /// The rules that refuse; none where it is allowed.
    package let rules: [GateRule]
    /// The persons it may go to, where it depends on the person.
    package let contacts: [Contact]

    /// Whether somebody has to write down why the person has sufficient knowledge.
    package var needsBasis: Bool { releaseClass == .restrictedKnowledge }

    package var json: JSONValue {
        [
            "version": version.json, "class": releaseClass.json, "allowed": isAllowed.json,
            "rules": rules.json, "contacts": contacts.map(\.email).json,
            "needs_basis": needsBasis.json,
        ]
    }

    /// Asks the gate for each person, as if a basis were given.
    init(
        _ question: GateQuestion, of version: VersionReference, _ contacts: [Contact],
        on day: CivilDate
    ) {
        func failures(_ contact: Contact?) -> [GateRule] {
            var question = question
            question.role = contact?.role
            question.hasLeft = contact?.hasLeft(by: day) ?? false
            return question.failures
        }
        self.version = version
        releaseClass = question.releaseClass
        guard [.restrictedUser, .restrictedKnowledge].contains(releaseClass) else {
            rules = failures(nil)
            isAllowed = rules.isEmpty
            self.contacts = []
            return
        }
        self.contacts = contacts.filter { failures($0).isEmpty }
        isAllowed = !self.contacts.isEmpty
        rules = contacts.map(failures).min { $0.count < $1.count } ?? failures(nil)
    }
}
