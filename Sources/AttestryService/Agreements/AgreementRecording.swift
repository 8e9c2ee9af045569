package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The fields of an agreement as the command line and the import take them.
    package static let agreementFields = [
        "template", "effective_on", "renewal", "ends_on", "term_months", "notice_days",
        "survival_basis", "survival_months", "drafted_on", "executed_on", "signed_by",
        "terminated_on",
    ]

    /// Records an agreement with a customer; returns its code.
    ///
    /// With `executed_on` it is executed, else a draft of today. Throws `invalid` naming the field.
    package func addAgreement(
        _ code: String?, kind: String, customer: String, _ fields: Fields, file: DocumentSource?,
        author: Author
    ) throws -> String {
        try write("agreement.add", author) { transaction, today in
            let agreement = try transaction.addAgreement(
                code, kind: kind, customer: customer, fields, today: today)
            if let file {
                try transaction.attach(
                    file, to: .agreement(agreement.id), subject: agreement.code.description, today)
            }
            return agreement.code.description
        }
    }

    /// Changes the terms of an agreement: they were recorded wrongly, or a draft has moved on.
    package func editAgreement(
        _ code: String, _ fields: Fields, file: DocumentSource?, author: Author
    )
        throws
    {
        let code = try Code(code, field: "code")
        try write("agreement.edit", author) { transaction, today in
            let world = try AgreementWorld(code, transaction.reading)
            var agreement = try fields.terms(over: world.agreement)
            guard agreement != world.agreement || file != nil else {
                throw RegistryError(.invalid, "nothing to change", hint: "--help lists the options")
            }
            if agreement != world.agreement {
                agreement.recordedOn = today
                try transaction.update(agreement)
            }
            if let file {
                try transaction.attach(
                    file, to: .agreement(agreement.id), subject: code.description, today)
            }
        }
    }
}

extension WriteTransaction {
    func addAgreement(
        _ code: String?, kind: String, customer: String, _ fields: Fields, today: CivilDate
    ) throws -> Agreement {
        let customer = try reading.customer(Code(customer, field: "customer"))
        let kinds = try reading.agreementKinds()
        guard let kind = kinds.first(where: { $0.code.description == kind }) else {
            throw RegistryError.notFound(
                "kind of agreement", kind, among: kinds.map(\.code.description))
        }
        let code =
            try code.map { try Code($0, field: "code") }
            ?? freeCode(for: kind, of: customer)
        guard try !reading.hasAgreement(code) else {
            throw RegistryError(
                .conflict, "agreement '\(code)' exists already",
                hint: "attestry agreement supersede \(code) --by NEW-CODE follows it up",
                field: "code")
        }
        let executed = try fields.date("executed_on")
        var agreement = try fields.terms(
            over: Agreement(
                id: ID(0), code: code, customer: customer.code, kind: kind,
                effectiveOn: executed, renewal: .evergreen, recordedOn: today), isNew: true)
        let party = try fields.text("signed_by")
        if executed == nil {
            guard party == nil else {
                throw RegistryError.missing(
                    "executed_on", "somebody signed it", hint: "give the day as YYYY-MM-DD")
            }
        }
        let key = try insert(agreement, of: customer.id)
        let drafted = try fields.date("drafted_on") ?? (executed == nil ? today : nil)
        if let drafted {
            try insertEvent(.drafted, on: drafted, of: key, named: code, recordedOn: today)
        }
        if let executed {
            try insertEvent(
                .executed, on: executed, of: key, named: code, party: party, recordedOn: today)
        }
        if let terminated = try fields.date("terminated_on") {
            try insertEvent(.terminated, on: terminated, of: key, named: code, recordedOn: today)
        }
        agreement = try AgreementWorld(code, reading).agreement
        return agreement
    }

    /// `acme-nda`, then `acme-nda-2` and so on.
    private func freeCode(for kind: AgreementKind, of customer: Customer) throws -> Code {
        for number in 1...1000 {
            let text = "\(customer.code)-\(kind.code)" + (number == 1 ? "" : "-\(number)")
            let code = try Code(text, field: "code")
            if try !reading.hasAgreement(code) { return code }
        }
        throw RegistryError.missing("code", "the usual ones are all taken", hint: "give a code")
    }
}

extension Fields {
    /// The terms that the fields make, over those of an agreement.
    fileprivate func terms(over base: Agreement, isNew: Bool = false) throws -> Agreement {
        var agreement = base
        agreement.template = try text("template", base.template)
        agreement.effectiveOn = try date("effective_on", base.effectiveOn)
        agreement.renewal = try renewal(over: isNew ? nil : base.renewal)
        agreement.noticeDays = try number("notice_days", base.noticeDays, in: 0...3650)
        agreement.survival = try survival(over: base.survival)
        try agreement.checkTerms()
        return agreement
    }

    private func renewal(over base: Agreement.Renewal?) throws -> Agreement.Renewal {
        let (ends, months) = (
            try date("ends_on"), try number("term_months", in: 1...1200)
        )
        let word = self["renewal"] ?? (ends != nil ? "fixed" : months != nil ? "auto" : base?.word)
        switch word {
        case "fixed":
            guard months == nil else { break }
            if let ends { return .fixed(ends: ends) }
            if case .fixed = base, let base { return base }
            throw RegistryError.missing(
                "ends_on", "a fixed agreement has an end", hint: "give a date as YYYY-MM-DD")
        case "auto":
            guard ends == nil else { break }
            if let months { return .auto(months: months) }
            if case .auto = base, let base { return base }
            throw RegistryError.missing(
                "term_months", "an agreement that renews itself has terms",
                hint: "give the months of a term")
        case "evergreen":
            if ends == nil, months == nil { return .evergreen }
        case nil:
            throw RegistryError(
                .invalid, "renewal is missing: how does it end?",
                hint: "give --ends DATE, or --term MONTHS --auto-renew, or --evergreen",
                field: "renewal")
        default:
            throw RegistryError.invalid(
                "renewal", self["renewal"] ?? "", "one of fixed, auto, evergreen")
        }
        throw RegistryError(
            .invalid, "renewal: an end, a term and no end do not go together",
            hint: "give --ends DATE, or --term MONTHS --auto-renew, or --evergreen",
            field: "renewal")
    }

    private func survival(over base: Agreement.Survival?) throws -> Agreement.Survival? {
        if cleared.contains("survival_months") || cleared.contains("survival_basis") { return nil }
        var basis = self["survival_basis"]
        if self["survival_months"] == "indefinite" { basis = "indefinite" }
        if basis == "indefinite" { return .indefinite }
        var known: Int?
        switch base {
        case .end(let months), .disclosure(let months): known = months
        default: break
        }
        guard self["survival_months"] != nil || basis != nil else { return base }
        guard let months = try number("survival_months", known, in: 1...1200) else {
            throw RegistryError.missing(
                "survival_months", "how long does it protect?",
                hint: "give months, or indefinite")
        }
        if basis == nil, case .disclosure = base { basis = "disclosure" }
        switch basis ?? "end" {
        case "end": return .end(months: months)
        case "disclosure": return .disclosure(months: months)
        default:
            throw RegistryError.invalid(
                "survival_basis", basis ?? "", "one of end, disclosure, indefinite")
        }
    }
}

extension Agreement {
    /// Throws `invalid` where the terms do not fit together (`rules.md` §5).
    func checkTerms() throws {
        if let effectiveOn, case .fixed(let ends) = renewal, ends < effectiveOn {
            throw RegistryError(
                .invalid, "ends_on: \(ends) lies before the effective day \(effectiveOn)",
                hint: "give a later day", field: "ends_on")
        }
        guard let noticeDays else { return }
        guard case .auto(let months) = renewal else {
            throw RegistryError(
                .invalid, "notice_days: only an agreement that renews itself has a deadline",
                hint: "leave it out, or give --term MONTHS --auto-renew", field: "notice_days")
        }
        let shortest = AgreementTerm.shortest(
            months: months, from: effectiveOn ?? CivilDate(dayNumber: 0))
        guard noticeDays < shortest else {
            throw RegistryError(
                .invalid,
                "notice_days: \(noticeDays) is not shorter than a term of \(shortest) days",
                hint: "give fewer days", field: "notice_days")
        }
    }
}
