/// A company that evidence is handed to, or may be: prospect, customer, former.
package struct Customer: Hashable, Sendable {
    /// What it is on a day; derived from its contracts.
    package enum Status: String, Sendable, CaseIterable {
        case prospect, customer, former
    }

    package let id: ID<Customer>
    /// What users call it.
    package let code: Code
    /// Its name.
    package var name: String
    /// The domains of its people's e-mail addresses, in lower case.
    package var domains: [String]
    /// Whether it entrusts protected health information (45 CFR 160.103).
    package var handlesPHI: Bool
    /// Whether it entrusts personal data (GDPR Art. 4).
    package var handlesPersonalData: Bool
    /// The e-mail address of the person who keeps it.
    package var owner: String?
    /// The civil day on which its marks were recorded or last edited.
    package var recordedOn: CivilDate
    /// Its contracts in the order of recording.
    package var contracts: [Contract]

    package init(
        id: ID<Customer>, code: Code, name: String, domains: [String] = [],
        handlesPHI: Bool = false, handlesPersonalData: Bool = false, owner: String? = nil,
        recordedOn: CivilDate, contracts: [Contract] = []
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.domains = domains
        self.handlesPHI = handlesPHI
        self.handlesPersonalData = handlesPersonalData
        self.owner = owner
        self.recordedOn = recordedOn
        self.contracts = contracts
    }

    /// The contracts that were not recorded in error, the earliest first.
    package var standing: [Contract] {
        contracts.filter { !$0.isVoided }.sorted { ($0.sinceOn, $0.id) < ($1.sinceOn, $1.id) }
    }

    /// What it is on a day: a contract starts to exist on its first day (`rules.md`, "What exists
    /// on D").
    package func status(on day: CivilDate) -> Status {
        if standing.contains(where: { $0.covers(day) }) { return .customer }
        return standing.contains { $0.sinceOn <= day } ? .former : .prospect
    }

    /// Whether a contract that exists on a day overlaps these days (`rules.md` §6,
    /// `not_an_intended_user`).
    package func hasContract(
        from first: CivilDate, to last: CivilDate, asOf day: CivilDate
    ) -> Bool {
        standing.contains { contract in
            contract.sinceOn <= day && contract.sinceOn <= last
                && contract.untilOn.map { first <= $0 } ?? true
        }
    }

    /// Whether an e-mail address lies in one of its domains or below; true where it named none.
    package func owns(address: String) -> Bool {
        guard !domains.isEmpty else { return true }
        let host = address.lowercased().split(separator: "@").last.map(String.init) ?? ""
        return domains.contains { host == $0 || host.hasSuffix("." + $0) }
    }
}

/// A span of days in which a company was, or is, a customer.
package struct Contract: Hashable, Sendable {
    package let id: ID<Contract>
    /// The first day.
    package var sinceOn: CivilDate
    /// The last day; nil where open.
    package var untilOn: CivilDate?
    /// The civil day on which it was recorded or last edited.
    package var recordedOn: CivilDate
    /// Whether it was recorded in error.
    package var isVoided: Bool

    package init(
        id: ID<Contract>, sinceOn: CivilDate, untilOn: CivilDate?, recordedOn: CivilDate,
        isVoided: Bool = false
    ) {
        self.id = id
        self.sinceOn = sinceOn
        self.untilOn = untilOn
        self.recordedOn = recordedOn
        self.isVoided = isVoided
    }

    /// Whether a day lies in it.
    package func covers(_ day: CivilDate) -> Bool {
        sinceOn <= day && untilOn.map { day <= $0 } ?? true
    }
}

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
    /// The person's e-mail address as it was typed; compared without regard to case.
    package var email: String
    /// What the person is to the organization.
    package var role: Role
    /// Whether it was recorded in error.
    package var isVoided: Bool

    package init(
        id: ID<Contact>, customer: ID<Customer>, name: String, email: String, role: Role,
        isVoided: Bool = false
    ) {
        self.id = id
        self.customer = customer
        self.name = name
        self.email = email
        self.role = role
        self.isVoided = isVoided
    }
}
