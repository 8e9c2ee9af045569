import AttestryDomain
import AttestryStorage

/// The rules for rows that say one thing each about something that is recorded already: what a
/// command for it would refuse.
struct RowRules {
    private let transaction: WriteTransaction
    let reading: ReadTransaction
    let today: CivilDate

    init(_ transaction: WriteTransaction, today: CivilDate) {
        self.transaction = transaction
        self.today = today
        reading = transaction.reading
    }

    /// The cells of a row with what it leaves open. Throws what is wrong with it.
    func checked(_ kind: ImportKind, _ row: ImportRow) throws -> [String: String] {
        var cells = row.form().values
        switch kind {
        case .event, .milestone, .letter:
            let world = try EvidenceWorld(row.code("evidence"), as: nil, reading)
            let reference = VersionReference(
                code: world.evidence.code,
                version: try row["version"].map { try Int(number: $0, field: "version") })
            let version = try world.version(reference, on: today)
            cells["evidence"] = world.evidence.code.description
            cells["version"] = String(version.version)
            try check(kind, row, version, in: world)
        case .contract: cells["customer"] = try contract(row)
        case .agreementEvent: cells["agreement"] = try agreementEvent(row)
        case .product:
            try checkCatalogue(kind, row)
            cells["code"] = (row.meaning?.code ?? row.standIn).description
        case .activityCadence, .activityEvent, .activityFinding:
            try checkActivity(kind, row, &cells)
        case .agreementKind: try complete(&cells, of: row)
        default: try checkCatalogue(kind, row)
        }
        return cells
    }

    private func check(
        _ kind: ImportKind, _ row: ImportRow, _ version: Version, in world: EvidenceWorld
    ) throws {
        let name = world.name(of: version)
        switch kind {
        case .event:
            try EventRules.check(
                Event.Kind(row.needed("kind"), field: "kind"), on: row.day("occurred_on"),
                to: version, named: name, today: today)
        case .milestone:
            let (what, due) = (try row.needed("kind"), try row.day("due_on"))
            _ = try Code(what, field: "kind")
            try EventRules.checkMilestone(
                what, due: due, in: version, named: name, of: world.scheme)
            try world.refuseTwin(of: what, due: due, of: version)
            if row["done_on"] != nil {
                try version.checkDone(on: row.day("done_on"), named: name, today: today)
            }
        default:
            let (to, signed) = (try row.day("to_on"), try row.day("signed_on"))
            _ = try row.needed("signer")
            try EventRules.checkLetter(
                from: row.day("from_on"), to: to, signed: signed, of: version, named: name,
                today: today)
            try version.refuseTwin(ofLetterTo: to, signed: signed, named: name)
        }
    }

    /// Throws what is wrong with a contract; returns the code of its customer.
    private func contract(_ row: ImportRow) throws -> String {
        let customer = try reading.customer(row.code("customer"))
        let since = try row.day("since")
        try RegistryError.check(
            ContractInput.problems(since, row["until"] == nil ? nil : row.day("until")))
        if customer.standing.contains(where: { $0.sinceOn == since }) {
            throw RegistryError(
                .conflict, "since: \(customer.code) has a contract since \(since) already",
                hint: "leave the row out", field: "since")
        }
        return customer.code.description
    }

    /// Throws what is wrong with an event of an agreement; returns the code of that. Its first day
    /// is that of the signature where it has none.
    private func agreementEvent(_ row: ImportRow) throws -> String {
        let world = try AgreementWorld(row.code("agreement"), reading)
        var agreement = world.agreement
        let kind = try AgreementEvent.Kind(row.needed("kind"), field: "kind")
        let day = try row.day("occurred_on")
        try AgreementEventRules.check(
            kind, on: day, to: agreement, today: today, field: "occurred_on")
        if kind == .superseded { _ = try world.successor(row.code("successor")) }
        if kind == .executed, agreement.effectiveOn == nil {
            agreement.terms.effectiveOn = day
            try RegistryError.check(agreement.terms.problems())
            try AgreementEventRules.refuseTwin(of: agreement, among: world.world.agreements)
            try transaction.update(agreement)
        }
        return agreement.code.description
    }

    /// Fills in what a row leaves open of a kind that is not there yet, as a command for it would.
    private func complete(_ cells: inout [String: String], of row: ImportRow) throws {
        var kind = AgreementKind(code: try row.code("code"), title: "")
        let form = row.form(without: ["code"])
        try RegistryError.check(form.fill(&kind, AgreementKind.fields, isNew: true))
        guard try !reading.agreementKinds().contains(where: { $0.code == kind.code }) else {
            return
        }
        for (column, value) in AgreementKind.fields.cells(of: kind) where cells[column] == nil {
            if case .number(let number) = value { cells[column] = String(number) }
        }
    }

    private func checkCatalogue(_ kind: ImportKind, _ row: ImportRow) throws {
        switch kind {
        case .product:
            let (name, code) = (try row.needed("name"), row.meaning?.code ?? row.standIn)
            try reading.refuseFormer(code, of: .product)
            let products = try reading.products()
            try refuse(products.contains { $0.code == code }, code.description)
            try refuseNamesake(products.first { $0.name == name })
        case .scheme:
            _ = try Scheme.Kind(row.needed("kind"), field: "kind")
            try reading.refuseFormer(row.code("code"), of: .scheme)
            let code = try row.code("code")
            try refuse(reading.has(code, .scheme), code.description)
        case .edition:
            let item = try reading.catalogueItem(row.code("scheme"))
            let code = try row.code("code").description
            try refuse(item.editions.contains { $0.code == code }, code)
        case .fact:
            let forms = row["edition"] == nil ? FactForm.ofScheme : FactForm.ofEdition
            let name = try row.needed("name")
            guard let form = forms[name] else {
                throw RegistryError.notFound(
                    "fact", name, among: forms.keys.sorted(), field: "name")
            }
            if let value = row["value"] { try form.check(value, name: "value") }
        case .ladder:
            _ = try AnchorName(row.needed("anchor"), field: "anchor")
            let scope = try Ladders.Scope(row.needed("scope"), field: "scope")
            if scope != .any { _ = try row.needed("scope_code") }
            _ = try Ladder(row.needed("rungs"))
        case .formerCode:
            _ = try Noun(coded: row.needed("noun"))
        default: break
        }
    }

    private func refuse(_ isKnown: Bool, _ code: String) throws {
        guard isKnown else { return }
        throw RegistryError(
            .conflict, "code: '\(code)' exists already", hint: "leave the row out", field: "code")
    }

    private func refuseNamesake(_ product: Product?) throws {
        guard let product else { return }
        throw RegistryError(
            .conflict, "name: product '\(product.code)' says the same already",
            hint: "leave the row out", field: "name")
    }
}

extension Int {
    /// The number that a text says. Throws `invalid` naming the field.
    init(number text: String, field: String) throws {
        guard let number = Int(text) else {
            throw RegistryError.invalid(field, text, "a number from 1")
        }
        self = number
    }
}
