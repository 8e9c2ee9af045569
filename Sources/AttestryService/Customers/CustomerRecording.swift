package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records a customer, with its contract where it is or was one.
    ///
    /// Throws `conflict` where the code is taken and otherwise all that is wrong with the form.
    package func addCustomer(_ code: Code, _ form: Form, author: Author) throws {
        try write("customer.add", author) { transaction, today in
            try transaction.addCustomer(
                code, form, today: today, names: Names(transaction.reading))
        }
    }

    /// Changes what is known of a customer; `status`, `since` and `until` begin, end or mend its
    /// contract.
    package func editCustomer(_ code: Code, _ form: Form, author: Author) throws {
        try write("customer.edit", author) { transaction, today in
            guard try transaction.editCustomer(code, form, today: today) else {
                throw RegistryError.nothingToChange
            }
        }
    }

    /// Marks the contract that began on a day as recorded in error, or takes that back.
    package func voidContract(
        of code: Code, since: CivilDate, takesBack: Bool = false, author: Author
    ) throws {
        let verb = takesBack ? "unvoid-contract" : "void-contract"
        try write("customer.\(verb)", author) { transaction, today in
            let customer = try transaction.reading.customer(code)
            let contracts =
                takesBack ? customer.contracts.filter(\.isVoided) : customer.standing
            guard var contract = contracts.last(where: { $0.sinceOn == since }) else {
                let known = contracts.map(\.sinceOn.description).joined(separator: " ")
                let what = takesBack ? "voided contract" : "contract"
                throw RegistryError(
                    .notFound, "\(customer.code) has no \(what) since \(since)",
                    hint: known.isEmpty ? nil : "its \(what)s began on \(known)")
            }
            if takesBack, customer.standing.contains(where: { $0.sinceOn == since }) {
                throw RegistryError(
                    .conflict, "\(customer.code) has a contract since \(since) already")
            }
            contract.isVoided = !takesBack
            contract.recordedOn = today
            try transaction.update(contract, of: customer)
        }
    }
}

extension WriteTransaction {
    func addCustomer(_ code: Code, _ form: Form, today: CivilDate, names: Names) throws {
        var problems: [Problem] = []
        try problems.gather { try reading.refuseTaken(code, .customer) }
        var customer = Customer(id: ID(0), code: code, name: "", recordedOn: today)
        var input = ContractInput()
        problems += form.fill(&customer, Customer.fields, isNew: true)
        problems += form.fill(&input, ContractInput.fields, isNew: true)
        problems += form.strangers(among: Customer.fields, besides: Self.contractFields)
        let said = Set(problems.compactMap(\.field))
        problems += input.problems.filter { !said.contains($0.field ?? "") }
        if said.isDisjoint(with: ["code", "name", "domains"]) {
            try problems.gather { try refuseTwin(of: customer) }
        }
        try problems.gather { try names.refuseTaken(customer.refs, .customer, besides: code) }
        try RegistryError.check(problems)
        let key = try insert(customer)
        if let contract = input.contract(recordedOn: today) { try insert(contract, of: key, code) }
    }

    /// Changes a customer; returns whether that changed anything.
    func editCustomer(_ code: Code, _ form: Form, today: CivilDate) throws -> Bool {
        let before = try reading.customer(code)
        var after = before
        var input = ContractInput()
        var problems =
            form.fill(&after, Customer.fields, isNew: false)
            + form.fill(&input, ContractInput.fields, isNew: false)
            + form.strangers(among: Customer.fields, besides: Self.contractFields)
        let said = Set(problems.compactMap(\.field))
        var changesContract = false
        if said.isDisjoint(with: Self.contractFields) {
            try problems.gather {
                changesContract = try editContract(of: before, input, today: today)
            }
        }
        if after != before, said.isDisjoint(with: ["name", "domains"]) {
            try problems.gather { try refuseTwin(of: after) }
        }
        try problems.gather {
            try Names(reading).refuseTaken(after.refs, .customer, besides: after.code)
        }
        try RegistryError.check(problems)
        guard after != before else { return changesContract }
        after.recordedOn = today
        try update(after)
        return true
    }

    private static let contractFields = ContractInput.fields.map(\.name)

    /// Throws `conflict` where another customer has the same name and domains.
    private func refuseTwin(of customer: Customer) throws {
        guard let twin = try reading.customers(named: customer.name).first(where: customer.isTwin)
        else { return }
        throw RegistryError(
            .conflict, "customer '\(twin.code)' says the same already",
            hint: "attestry customer show \(twin.code); other domains would tell them apart",
            field: "name")
    }

    /// Begins, ends or mends a customer's contract; returns whether that changed anything.
    private func editContract(of customer: Customer, _ input: ContractInput, today: CivilDate)
        throws -> Bool
    {
        guard !input.isEmpty else { return false }
        guard input.status != .prospect else {
            if customer.standing.isEmpty, input.since == nil, input.until == nil { return false }
            throw RegistryError(
                .invalid, "status: '\(customer.code)' cannot become a prospect again",
                hint: "where its contract was recorded in error: attestry customer "
                    + "void-contract \(customer.code) --since "
                    + "\(customer.standing.last?.sinceOn.description ?? "DATE") --reason TEXT",
                field: "status")
        }
        if var last = customer.standing.last, !last.isFollowed(by: input) {
            last.sinceOn = input.since ?? last.sinceOn
            last.untilOn = input.until ?? last.untilOn
            if input.status == .former, last.untilOn == nil {
                throw RegistryError(.invalid, [ContractInput.endMissing])
            }
            try RegistryError.check(ContractInput.problems(last.sinceOn, last.untilOn))
            guard last != customer.standing.last else { return false }
            last.recordedOn = today
            try update(last, of: customer)
            return true
        }
        guard input.status != nil else {
            throw RegistryError.missing(
                "status", "'\(customer.code)' has no contract yet",
                hint: "give --status customer --since DATE")
        }
        try RegistryError.check(input.problems)
        if let contract = input.contract(recordedOn: today) {
            try insert(contract, of: customer.id, customer.code)
        }
        return true
    }
}

extension Contract {
    /// Whether a new contract begins after this one, rather than this one being mended.
    fileprivate func isFollowed(by input: ContractInput) -> Bool {
        guard input.status == .customer, let since = input.since, let untilOn else { return false }
        return since > untilOn
    }
}
