package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The fields of a customer as the command line and the import take them.
    package static let customerFields = [
        "name", "domains", "status", "since", "until", "handles_phi", "handles_personal_data",
        "owner",
    ]

    /// Records a customer, with its contract where it is or was one.
    ///
    /// Throws `conflict` where the code is taken and `invalid` naming the field.
    package func addCustomer(_ code: String, _ fields: Fields, author: Author) throws {
        try write("customer.add", author) { transaction, today in
            try transaction.addCustomer(code, fields, today: today)
        }
    }

    /// Changes what is known of a customer; `status`, `since` and `until` begin, end or mend its
    /// contract.
    package func editCustomer(_ code: String, _ fields: Fields, author: Author) throws {
        let code = try Code(code, field: "code")
        try write("customer.edit", author) { transaction, today in
            try transaction.editCustomer(code, fields, today: today)
        }
    }

    /// Marks the contract that began on a day as recorded in error.
    package func voidContract(of code: String, since: String, author: Author) throws {
        let code = try Code(code, field: "code")
        let since = try CivilDate(since, field: "since")
        try write("customer.void-contract", author) { transaction, today in
            let customer = try transaction.reading.customer(code)
            guard var contract = customer.standing.last(where: { $0.sinceOn == since }) else {
                let known = customer.standing.map(\.sinceOn.description).joined(separator: " ")
                throw RegistryError(
                    .notFound, "\(code) has no contract since \(since)",
                    hint: known.isEmpty ? nil : "its contracts began on \(known)")
            }
            contract.isVoided = true
            contract.recordedOn = today
            try transaction.update(contract, of: customer)
        }
    }
}

extension WriteTransaction {
    func addCustomer(_ text: String, _ fields: Fields, today: CivilDate) throws {
        let code = try Code(text, field: "code")
        guard try !reading.hasCustomer(code) else {
            throw RegistryError(
                .conflict, "customer '\(code)' exists already",
                hint: "attestry customer edit \(code) changes it", field: "code")
        }
        guard let name = try fields.text("name") else {
            throw RegistryError.missing("name", "a customer has a name", hint: "give its full name")
        }
        let customer = Customer(
            id: ID(0), code: code, name: name, domains: try fields.domains([]),
            handlesPHI: try fields.flag("handles_phi", false),
            handlesPersonalData: try fields.flag("handles_personal_data", false),
            owner: try fields.owner(nil), recordedOn: today)
        let contract = try fields.contract(recordedOn: today)
        let key = try insert(customer)
        if let contract { try insert(contract, of: try reading.customer(key)) }
    }

    fileprivate func editCustomer(_ code: Code, _ fields: Fields, today: CivilDate) throws {
        let before = try reading.customer(code)
        var after = before
        after.name = try fields.text("name", before.name) ?? before.name
        after.domains = try fields.domains(before.domains)
        after.handlesPHI = try fields.flag("handles_phi", before.handlesPHI)
        after.handlesPersonalData = try fields.flag(
            "handles_personal_data", before.handlesPersonalData)
        after.owner = try fields.owner(before.owner)
        let changesContract = try editContract(of: before, fields, today: today)
        guard after != before || changesContract else {
            throw RegistryError(.invalid, "nothing to change", hint: "--help lists the options")
        }
        if after != before {
            after.recordedOn = today
            try update(after)
        }
    }

    /// Begins, ends or mends a contract; returns whether it did.
    private func editContract(of customer: Customer, _ fields: Fields, today: CivilDate) throws
        -> Bool
    {
        let status: Customer.Status? = try fields.choice("status")
        let (since, until) = (try fields.date("since"), try fields.date("until"))
        guard status != nil || since != nil || until != nil else { return false }
        guard status != .prospect else {
            throw RegistryError(
                .invalid, "status: '\(customer.code)' cannot become a prospect again",
                hint: "attestry customer void-contract takes back a contract recorded in error",
                field: "status")
        }
        if var last = customer.standing.last, !last.isFollowed(by: since, status: status) {
            last.sinceOn = since ?? last.sinceOn
            last.untilOn = until ?? last.untilOn
            if status == .former, last.untilOn == nil {
                throw RegistryError.missing(
                    "until", "a former customer's contract has an end",
                    hint: "give a date as YYYY-MM-DD")
            }
            try last.check()
            last.recordedOn = today
            try update(last, of: customer)
            return true
        }
        guard let contract = try fields.contract(recordedOn: today) else {
            throw RegistryError.missing(
                "status", "'\(customer.code)' has no contract yet",
                hint: "give --status customer --since DATE")
        }
        try insert(contract, of: customer)
        return true
    }
}

extension Contract {
    /// Whether a new contract begins after this one, rather than this one being mended.
    fileprivate func isFollowed(by since: CivilDate?, status: Customer.Status?) -> Bool {
        guard status == .customer, let since, let untilOn else { return false }
        return since > untilOn
    }

    fileprivate func check() throws {
        guard let untilOn, untilOn < sinceOn else { return }
        throw RegistryError(
            .invalid, "until: \(untilOn) lies before the contract's first day \(sinceOn)",
            hint: "give a later day", field: "until")
    }
}

extension Fields {
    /// The contract that status, since and until make; nil for a prospect.
    fileprivate func contract(recordedOn: CivilDate) throws -> Contract? {
        let status: Customer.Status = try choice("status") ?? .prospect
        if status == .prospect {
            for field in ["since", "until"] where self[field] != nil {
                throw RegistryError(
                    .invalid, "\(field): a prospect has no contract",
                    hint: "give --status customer or former with it", field: field)
            }
            return nil
        }
        let since = try date("since", neededFor: "the first day of the contract")
        let until = try date("until")
        if status == .former, until == nil {
            throw RegistryError.missing(
                "until", "a former customer's contract has an end",
                hint: "give a date as YYYY-MM-DD")
        }
        let contract = Contract(
            id: ID(0), sinceOn: since, untilOn: until, recordedOn: recordedOn)
        try contract.check()
        return contract
    }

    /// Domain names in lower case.
    fileprivate func domains(_ base: [String]) throws -> [String] {
        try words("domains", base).map { text in
            let domain = text.lowercased()
            let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
            let isDomain =
                labels.count > 1 && domain.utf8.count <= 253
                && labels.allSatisfy { label in
                    !label.isEmpty && !label.hasPrefix("-") && !label.hasSuffix("-")
                        && label.unicodeScalars.allSatisfy {
                            $0.value > 0x7F ? $0.properties.isAlphabetic : $0.isHostCharacter
                        }
                }
            guard isDomain else {
                throw RegistryError.invalid("domains", text, "a domain name such as acme.example")
            }
            return domain
        }
    }

    fileprivate func owner(_ base: String?) throws -> String? {
        let owner = try text("owner", base)
        try EmailAddress.check(owner, field: "owner")
        return owner
    }
}

extension Unicode.Scalar {
    fileprivate var isHostCharacter: Bool {
        (0x61...0x7A).contains(value) || (0x30...0x39).contains(value) || value == 0x2D
    }
}
