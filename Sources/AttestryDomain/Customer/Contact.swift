/// A named person at a customer.
package struct Contact: Hashable, Sendable {
    /// What the person is to the organization (`rules.md` §6).
    package enum Role: String, Sendable, CaseIterable {
        case user, prospect, partner, regulator, practitioner
        case userAuditor = "user_auditor"
    }

    package let id: ID<Contact>
    /// The customer.
    package let customer: ID<Customer>
    /// The person's name.
    package var name: String
    /// The person's e-mail address as it was typed; ``EmailAddress/areSame`` compares it.
    package var email: String
    /// What the person is to the organization.
    package var role: Role
    /// The day from which the person is no longer at the company; nil where no such day is known.
    package var leftOn: CivilDate?
    /// Whether it was recorded in error.
    package var isVoided: Bool

    package init(
        id: ID<Contact>, customer: ID<Customer>, name: String, email: String, role: Role,
        leftOn: CivilDate? = nil, isVoided: Bool = false
    ) {
        self.id = id
        self.customer = customer
        self.name = name
        self.email = email
        self.role = role
        self.leftOn = leftOn
        self.isVoided = isVoided
    }

    /// Whether the person is no longer at the company on a day.
    package func hasLeft(by day: CivilDate) -> Bool { leftOn.map { $0 <= day } ?? false }
}

extension Contact {
    package static let fields: [Field<Contact>] = [
        .text("name", \.name.kept, "The person's name.").needed("a contact has a name"),
        .address("email", \.email.kept, "The person's e-mail address.").needed("a contact has one"),
        .choice(
            "role", \.role.kept,
            "What the person is: user, user_auditor, prospect, partner, "
                + "regulator or practitioner."
        ).needed("it decides what the person may have"),
        .date("left_on", \.leftOn, "The day from which the person is no longer there.")
            .typed(as: nil),
    ]
}
