package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records an agreement of a kind with a customer; returns its code, `CUSTOMER-KIND` where none
    /// is given. The form holds the fields of ``AgreementTerms`` and ``AgreementStart``.
    ///
    /// With `executed_on` it is executed, else a draft of today. Throws all that is wrong with the
    /// form.
    package func addAgreement(
        _ code: Code?, _ kind: Code, with customer: Code, _ form: Form, file: DocumentSource? = nil,
        author: Author
    ) throws -> Code {
        try write("agreement.add", author) { transaction, today in
            let (code, key) = try transaction.addAgreement(
                code, kind, with: customer, form, today: today, names: Names(transaction.reading))
            try transaction.attach(file, to: .agreement(key), subject: code, today)
            return code
        }
    }

    /// Changes the terms of an agreement: they were recorded wrongly, or a draft has moved on.
    package func editAgreement(_ code: Code, _ form: Form, file: DocumentSource?, author: Author)
        throws
    {
        try write("agreement.edit", author) { transaction, today in
            let world = try AgreementWorld(code, transaction.reading)
            guard try transaction.edit(world, form, file, today: today) else {
                throw RegistryError.nothingToChange
            }
        }
    }
}

extension WriteTransaction {
    /// Changes the terms of an agreement and attaches a document, where one is given; returns
    /// whether that changed anything.
    func edit(
        _ world: AgreementWorld, _ form: Form, _ file: DocumentSource?, today: CivilDate
    ) throws -> Bool {
        var agreement = world.agreement
        try RegistryError.check(
            agreement.terms.fill(form, isNew: false)
                + form.strangers(among: AgreementTerms.fields))
        let isChanged = agreement != world.agreement
        if isChanged {
            try AgreementEventRules.refuseTwin(of: agreement, among: world.world.agreements)
            try Names(reading).refuseTaken(agreement.refs, .agreement, besides: agreement.code)
            agreement.recordedOn = today
            try update(agreement)
        }
        try attach(file, to: .agreement(agreement.id), subject: agreement.code, today)
        return isChanged || file != nil
    }

    /// Records an agreement; without a kind or a customer it says what is wrong with the rest.
    func addAgreement(
        _ code: Code?, _ kind: Code?, with customer: Code?, _ given: Form, today: CivilDate,
        names: Names
    ) throws -> (Code, ID<Agreement>) {
        var problems: [Problem] = []
        let party =
            try problems.gather(in: "customer") { try customer.map(reading.customer) } ?? nil
        let sort = try problems.gather { try kind.map(reading.agreementKind) } ?? nil
        var terms = AgreementTerms()
        var start = AgreementStart()
        problems += given.fill(&start, AgreementStart.fields, isNew: true)
        var form = given
        form["effective_on"] = form["effective_on"] ?? start.executedOn?.description
        problems += terms.fill(form, isNew: true)
        problems += form.strangers(
            among: AgreementTerms.fields, besides: AgreementStart.fields.map(\.name))
        if start.executedOn == nil, start.signedBy != nil, given["executed_on"] == nil {
            problems.append(
                .missing("executed_on", "somebody signed it", hint: "give the day as YYYY-MM-DD"))
        }
        if let code {
            try problems.gather {
                try reading.refuseTaken(
                    code, .agreement,
                    hint: "attestry agreement supersede \(code) --by NEW-CODE follows it up")
            }
        }
        try problems.gather { try names.refuseTaken(terms.refs, .agreement, besides: code) }
        guard let party, let sort else {
            let gaps = [("customer", customer), ("kind", kind)].filter { $0.1 == nil }
            throw RegistryError(
                .invalid,
                problems
                    + gaps.map { .missing($0.0, "an agreement has one", hint: "give its code") })
        }
        let code = try code ?? freeCode(for: sort, of: party)
        var agreement = Agreement(
            id: ID(0), code: code, customer: party.code, kind: sort, terms: terms,
            recordedOn: today)
        problems += agreement.begin(start, today: today, besides: problems)
        try RegistryError.check(problems)
        try AgreementEventRules.refuseTwin(of: agreement, among: reading.agreements(of: party.id))
        let key = try insert(agreement, of: party.id)
        for event in agreement.events {
            try insertEvent(
                event.kind, on: event.occurredOn, of: key, named: code, party: event.party,
                recordedOn: today)
        }
        return (code, key)
    }

    /// `acme-nda`, then `acme-nda-2` and so on.
    private func freeCode(for kind: AgreementKind, of customer: Customer) throws -> Code {
        try Code.free("\(customer.code)-\(kind.code)") {
            try reading.known($0, of: .agreement) != nil
        }
    }
}

extension Agreement {
    /// Takes in the events of its start; returns those that cannot have happened, but for what is
    /// said of their days already.
    fileprivate mutating func begin(
        _ start: AgreementStart, today: CivilDate, besides said: [Problem]
    ) -> [Problem] {
        var problems: [Problem] = []
        let said = Set(said.compactMap(\.field))
        for event in start.events(today: today)
        where said.isDisjoint(with: [event.field, "executed_on"]) {
            do {
                try AgreementEventRules.check(
                    event.kind, on: event.on, to: self, today: today, field: event.field)
            } catch {
                problems += (error as? RegistryError)?.problems ?? []
            }
            events.append(
                AgreementEvent(
                    id: ID(Int64(events.count)), kind: event.kind, occurredOn: event.on,
                    party: event.kind == .executed ? start.signedBy : nil, recordedOn: today))
        }
        return problems
    }
}

extension ReadTransaction {
    /// The kind of this code. Throws `notFound`.
    func agreementKind(_ code: Code) throws -> AgreementKind {
        let kinds = try agreementKinds()
        guard let kind = kinds.first(where: { $0.code == code }) else {
            throw RegistryError.notFound(
                "kind of agreement", code.description, among: kinds.map(\.code.description),
                field: "kind")
        }
        return kind
    }
}
