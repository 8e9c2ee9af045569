import AttestryDomain
import AttestryStorage

extension ExistingFinder {
    func customer(_ row: ImportRow) throws -> ExistingThing? {
        let code = try reading.current(row.means(), of: .customer)
        guard try reading.has(code, .customer) else { return nil }
        return ExistingThing(
            name: code.description,
            cells: {
                let customer = try reading.customer(code)
                let contract = customer.standing.last
                return Customer.fields.cells(of: customer) + [
                    ("since", contract?.sinceOn.json ?? .null),
                    ("until", contract?.untilOn.json ?? .null),
                ]
            },
            edit: {
                let before = try reading.customer(code)
                var form = row.form(without: ["code"])
                if before.hasFollowed(row["since"], row["until"]) {
                    for name in ContractInput.fields.map(\.name) { form[name] = nil }
                }
                _ = try transaction.editCustomer(code, form, today: today)
                if row["since"] == nil, row["status"] == Customer.Status.customer.rawValue,
                    case let status = try reading.customer(code).status(on: today),
                    status != .customer
                {
                    throw RegistryError(
                        .invalid, "status: \(code) is \(status.rawValue)",
                        hint: "fill in since, the first day of its contract", field: "status")
                }
                return []
            })
    }

    func contract(_ row: ImportRow) throws -> ExistingThing? {
        let customer = try reading.customer(row.code("customer"))
        return try span(
            row, (column: "since", word: "since"), of: customer.code, \.sinceOn, \.isVoided
        ) {
            try reading.customer(customer.code).contracts
        } cells: {
            [("until", $0.untilOn.json)]
        } edit: { found in
            var contract = found
            if row["until"] != nil { contract.untilOn = try row.day("until") }
            try RegistryError.check(ContractInput.problems(contract.sinceOn, contract.untilOn))
            guard contract != found else { return }
            contract.recordedOn = today
            try transaction.update(contract, of: customer)
        }
    }

    func contact(_ row: ImportRow) throws -> ExistingThing? {
        let customer = try reading.customer(row.code("customer"))
        let email = try row.needed("email")
        let found = try reading.contact(email, of: customer.id, isVoided: row.isVoided)
        guard let contact = try found ?? reading.contact(email, of: customer.id) else { return nil }
        var thing = ExistingThing(
            name: "\(customer.code) \(contact.email)",
            fixed: [
                row.fixedVoid(
                    contact.isVoided,
                    "attestry customer contact void \(customer.code) \(contact.email) "
                        + "--reason TEXT says so")
            ])
        guard !contact.isVoided else { return thing }
        thing.cells = {
            try reading.contact(email, of: customer.id).map(Contact.fields.cells) ?? []
        }
        thing.edit = {
            // The address tells who it is, however the row spells it.
            let form = row.form(without: ["customer", "person", "voided", "email"])
            _ = try transaction.editContact(email, of: customer.code, form)
            return []
        }
        return thing
    }

    func agreement(_ row: ImportRow) throws -> ExistingThing? {
        guard let found = try agreements(row) else { return nil }
        let (code, others) = (found.code, found.others)
        guard others.isEmpty else {
            let list = others.map(\.description).joined(separator: ", ")
            return ExistingThing(name: list) {
                throw RegistryError(
                    .conflict, "code: several are there from that day: \(list)",
                    hint: "fill in the code of the one that is meant", field: "code")
            }
        }
        let world = try AgreementWorld(code, reading)
        let agreement = world.agreement
        let history = "attestry agreement history \(code) shows what is recorded"
        var thing = ExistingThing(
            name: code.description,
            fixed: [
                ("customer", try stated(row, "customer", agreement.customer, .customer), history),
                ("kind", agreement.kind.code.description, history),
                ("drafted_on", agreement.first(.drafted)?.occurredOn.description, history),
                (
                    "executed_on", agreement.executedOn?.description,
                    "attestry agreement sign \(code) --on DATE records a signature"
                ),
                ("signed_by", agreement.first(.executed)?.party, history),
                (
                    "terminated_on", agreement.first(.terminated)?.occurredOn.description,
                    "attestry agreement terminate \(code) --on DATE records an end"
                ),
            ])
        guard !agreement.isVoided else { return thing }
        let owner = AttachmentOwner.agreement(agreement.id)
        thing.cells = {
            AgreementTerms.fields.cells(of: try AgreementWorld(code, reading).agreement.terms)
                + [try document(of: owner)]
        }
        thing.edit = {
            let without = RowTeller.documentColumns.union(["code", "kind", "customer", "events"])
                .union(AgreementStart.fields.map(\.name))
            _ = try transaction.edit(
                world, row.form(without: without), newDocument(row, of: owner), today: today)
            return []
        }
        return thing
    }

    /// The agreement of the row's code, else the one of its customer and kind from the same day on;
    /// the others where there are several.
    private func agreements(_ row: ImportRow) throws -> (code: Code, others: [Code])? {
        if row.ownCode != nil {
            let code = try reading.current(row.means(), of: .agreement)
            return try reading.has(code, .agreement) ? (code, []) : nil
        }
        let customer = try reading.customer(row.code("customer"))
        let kind = try row.code("kind")
        let first = try (row["effective_on"] ?? row["executed_on"]).map {
            try CivilDate($0, field: "effective_on")
        }
        let near = try reading.agreements(of: customer.id).filter {
            !$0.isVoided && $0.kind.code == kind && $0.effectiveOn == first
        }
        let alike = near.filter { $0.endsOn?.description == row["ends_on"] }
        let found = (alike.count == 1 ? alike : near).map(\.code)
        return found.first.map { ($0, found.count == 1 ? [] : found) }
    }

    func agreementEvent(_ row: ImportRow) throws -> ExistingThing? {
        let agreement = try AgreementWorld(row.code("agreement"), reading).agreement
        let (kind, day) = (try row.needed("kind"), try row.day("occurred_on"))
        let event = agreement.events.last {
            $0.kind.rawValue == kind && $0.occurredOn == day && $0.isVoided == row.isVoided
        }
        guard let event else { return nil }
        let hint =
            "attestry agreement void-event \(agreement.code) \(kind) --on \(day) --reason TEXT, "
            + "then record it anew"
        return ExistingThing(
            name: "\(agreement.code) \(kind) on \(day)",
            fixed: [
                ("successor", event.successor?.description, hint), ("party", event.party, hint),
                ("reason", event.reason, hint),
            ])
    }

    /// A code as the row writes it, where that leads to the one that is there, else that one.
    private func stated(_ row: ImportRow, _ column: String, _ there: Code, _ noun: Noun)
        throws -> String
    {
        guard let text = row[column], let code = Code(text),
            try reading.current(code, of: noun) == there
        else { return there.description }
        return text
    }
}

extension Customer {
    /// Whether a contract of these days was followed by another one: a row that tells of it has
    /// nothing to say of that.
    fileprivate func hasFollowed(_ since: String?, _ until: String?) -> Bool {
        standing.dropLast().contains {
            $0.sinceOn.description == since && until ?? "" == $0.untilOn?.description ?? ""
        }
    }
}
