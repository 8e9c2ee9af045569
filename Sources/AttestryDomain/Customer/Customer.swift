/// A company that evidence is handed to, or may be: prospect, customer, former.
package struct Customer: Hashable, Sendable {
    /// What a company is to the organization on a day; derived from its contracts.
    package enum Status: String, Sendable, CaseIterable {
        case prospect, customer, former
    }

    package let id: ID<Customer>
    /// What users call it.
    package let code: Code
    /// The company's name.
    package var name: String
    /// The domains of its people's e-mail addresses, in lower case.
    package var domains: [String]
    /// Whether it entrusts protected health information (45 CFR 160.103).
    package var handlesPHI: Bool
    /// Whether it entrusts personal data (GDPR Art. 4).
    package var handlesPersonalData: Bool
    /// The e-mail address of the person who keeps it.
    package var owner: String?
    /// What other systems call it, as `SYSTEM=ID`.
    package var refs: [String]
    /// The civil day on which its marks were recorded or last edited.
    package var recordedOn: CivilDate
    /// The contracts in the order of recording.
    package var contracts: [Contract]

    package init(
        id: ID<Customer>, code: Code, name: String, domains: [String] = [],
        handlesPHI: Bool = false, handlesPersonalData: Bool = false, owner: String? = nil,
        refs: [String] = [], recordedOn: CivilDate, contracts: [Contract] = []
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.domains = domains
        self.handlesPHI = handlesPHI
        self.handlesPersonalData = handlesPersonalData
        self.owner = owner
        self.refs = refs
        self.recordedOn = recordedOn
        self.contracts = contracts
    }

    /// The contracts that were not recorded in error, the earliest first.
    package var standing: [Contract] {
        contracts.filter { !$0.isVoided }.sorted { ($0.sinceOn, $0.id) < ($1.sinceOn, $1.id) }
    }

    /// What the company is on a day: a contract starts to exist on its first day (`rules.md`,
    /// "What exists on D").
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
        let host = DomainName.compared(address.parts(at: "@").last ?? "").parts(at: ".")
        return domains.contains { domain in
            let own = DomainName.compared(domain).parts(at: ".")
            return host.count >= own.count && Array(host.suffix(own.count)) == own
        }
    }

    /// Whether another company says the same: the same name, and the same domains.
    package func isTwin(of other: Customer) -> Bool {
        id != other.id && name == other.name && domains.asCompared == other.domains.asCompared
    }

    /// The domains, each once whichever of its forms it is given in.
    fileprivate var distinctDomains: [String] {
        get { domains }
        set {
            domains = newValue.enumerated().filter { index, domain in
                !newValue[..<index].asCompared.contains(DomainName.compared(domain))
            }.map(\.element)
        }
    }
}

extension Customer {
    package static let fields: [Field<Customer>] = [
        .text("name", \.name.kept, "Its full name.").needed("a customer has a name"),
        .list(
            "domains", \.distinctDomains,
            "A domain of its people's addresses; may be given several times.",
            expected: "give domain names such as acme.example"
        ) { try DomainName.checked($0, field: "domains") }.typed(as: "domain"),
        .flag("handles_phi", \.handlesPHI, "It entrusts protected health information.")
            .typed(as: "phi"),
        .flag("handles_personal_data", \.handlesPersonalData, "It entrusts personal data.")
            .typed(as: "personal-data"),
        .address("owner", \.owner, "The e-mail address of the person who keeps it."),
        .references(\.refs),
    ]
}

extension Collection<String> {
    /// These domains as they are compared.
    fileprivate var asCompared: Set<String> { Set(map(DomainName.compared)) }
}
