package import AttestryDomain
import AttestryStorage

/// What an import of customers, contacts, agreements or past distributions came to.
package struct RowImportReport: Sendable {
    /// How many rows were recorded.
    package var rows: Int
    /// What is odd but was taken, with its line; of distributions what the gate would have refused.
    package var doubts: [String]
    /// How many rows the gate would have refused.
    package var wouldRefuse: Int
    /// Whether it was only tried.
    package var isDryRun: Bool

    /// The report as scripts read it.
    package var json: JSONValue {
        [
            "rows": .number(rows), "doubts": .texts(doubts), "would_refuse": .number(wouldRefuse),
            "dry_run": .bool(isDryRun),
        ]
    }
}

/// The nouns beside evidence that a CSV file may hold.
package enum ImportKind: String, Sendable, CaseIterable {
    case customer, contact, agreement, distribution

    /// The columns that a file may have, the needed ones first.
    package var columns: [String] { needed + optional }

    /// The columns without which a file says nothing.
    package var needed: [String] {
        switch self {
        case .customer: ["code", "name"]
        case .contact: ["customer", "name", "email", "role"]
        case .agreement: ["customer", "kind"]
        case .distribution: ["evidence", "customer", "released_on", "channel", "purpose"]
        }
    }

    private var optional: [String] {
        switch self {
        case .customer: Registry.customerFields.filter { $0 != "name" }
        case .contact: []
        case .agreement: ["code"] + Registry.agreementFields
        case .distribution:
            [
                "version", "contact", "basis", "historical", "letter", "released_by", "sha256",
                "access_ends_on", "received_on",
            ]
        }
    }
}

extension Registry {
    /// Records the rows of a CSV file: all or none. Past distributions are recorded as they
    /// happened, without the gate; what it would have refused is listed.
    ///
    /// Throws ``ImportRefusal`` with every bad row, and `invalid` where the file is not CSV.
    package func importRows(
        _ bytes: [UInt8], as kind: ImportKind, isDryRun: Bool, author: Author
    ) throws -> RowImportReport {
        let table = try ImportTable(bytes, columns: kind.columns, needed: kind.needed)
        try store.prepareForManyRows()
        return try trying(isDryRun) { finish in
            try write("import.\(kind.rawValue)", author) { transaction, today in
                var run = RowImport(transaction: transaction, today: today, author: author)
                for row in table.rows { try run.record(row, as: kind) }
                try ImportRefusal.check(table.problems + run.problems)
                return try finish(
                    RowImportReport(
                        rows: run.rows, doubts: run.doubts, wouldRefuse: run.wouldRefuse,
                        isDryRun: isDryRun))
            }
        }
    }

    /// Runs a change and takes it back where it is only tried.
    func trying<Report>(
        _ isDryRun: Bool, _ body: ((Report) throws -> Report) throws -> Report
    ) throws -> Report {
        var tried: Report?
        do {
            return try body { report in
                guard isDryRun else { return report }
                tried = report
                throw TakenBack()
            }
        } catch let error as TakenBack {
            guard let tried else { throw error }
            return tried
        }
    }
}

/// Takes the transaction back after everything in it went well.
private struct TakenBack: Error {}

private struct RowImport {
    let transaction: WriteTransaction
    let today: CivilDate
    let author: Author
    var problems: [(line: Int, text: String)] = []
    var doubts: [String] = []
    var rows = 0
    var wouldRefuse = 0
    private var gatekeeper: Gatekeeper
    private var twins: [ID<Customer>: [DistributionTwin: Int64]] = [:]

    init(transaction: WriteTransaction, today: CivilDate, author: Author) {
        self.transaction = transaction
        self.today = today
        self.author = author
        gatekeeper = Gatekeeper(transaction.reading)
    }

    mutating func record(_ row: ImportRow, as kind: ImportKind) throws {
        do {
            switch kind {
            case .customer:
                try transaction.addCustomer(
                    row.needed("code"), row.fields(without: ["code"]), today: today)
            case .contact:
                _ = try transaction.addContact(
                    row.fields(without: ["customer"]), of: row.needed("customer"), today: today)
            case .agreement:
                _ = try transaction.addAgreement(
                    row["code"], kind: row.needed("kind"), customer: row.needed("customer"),
                    row.fields(without: ["code", "kind", "customer"]), today: today)
            case .distribution: try recordDistribution(row)
            }
            rows += 1
        } catch let error as RegistryError {
            problems.append((row.line, row.problem(error)))
        }
    }

    private mutating func recordDistribution(_ row: ImportRow) throws {
        let form = row.fields(without: [])
        let request = ReleaseRequest(
            version: try row.needed("evidence") + (row["version"].map { "@" + $0 } ?? ""),
            isLetter: try form.flag("letter", false), customer: try row.needed("customer"),
            contact: row["contact"], basis: try form.text("basis"),
            isHistorical: try form.flag("historical", false))
        let day = try form.date("released_on", neededFor: "the day of the release")
        guard day <= today else {
            throw RegistryError(
                .invalid, "released_on: \(day) lies in the future",
                hint: "past distributions are imported", field: "released_on")
        }
        let answer = try gatekeeper.answer(request, on: day)
        let entry = try ledgerRow(form, request, answer, on: day)
        if let twin = try twin(of: entry) {
            throw RegistryError(
                .conflict, "distribution \(twin) says the same already",
                hint: "nothing is ever taken out of the ledger: leave the row out")
        }
        let id = try transaction.insert(entry, subject: answer.name)
        twins[entry.handover.customer, default: [:]][entry.twin] = id.rawValue
        if let received = try form.date("received_on") {
            try transaction.insertEvent(
                .received, on: received, of: id, reason: nil, recordedOn: today,
                subject: answer.name)
        }
        guard !answer.isAllowed else { return }
        wouldRefuse += 1
        doubts.append(
            "line \(row.line): the gate would have refused: "
                + answer.failures.map(\.rawValue).joined(separator: ", "))
    }

    /// The row that says the same already; the ledger is asked once a customer.
    private mutating func twin(of entry: Distribution) throws -> Int64? {
        let customer = entry.handover.customer
        if twins[customer] == nil {
            twins[customer] = try transaction.reading.twins(of: customer)
        }
        return twins[customer]?[entry.twin]
    }

    private func ledgerRow(
        _ form: Fields, _ request: ReleaseRequest, _ answer: Gatekeeper.Answer, on day: CivilDate
    ) throws -> Distribution {
        let access = try form.date("access_ends_on")
        if let access, access < day {
            throw RegistryError(
                .invalid, "access_ends_on: \(access) lies before the release",
                hint: "give a later day", field: "access_ends_on")
        }
        let sha256 = try form.value("sha256", nil as String?) { text in
            let isHash =
                text.utf8.count == 64
                && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            guard isHash else {
                throw RegistryError.invalid("sha256", text, "64 lower-case hexadecimal digits")
            }
            return text
        }
        let channel: Distribution.Channel? = try form.choice("channel")
        guard let channel, let purpose = try form.text("purpose") else {
            throw RegistryError.missing(
                form["channel"] == nil ? "channel" : "purpose", "every row needs it",
                hint: "fill the column in")
        }
        let releasedBy = try form.text("released_by") ?? author.onBehalfOf ?? author.actor
        return Distribution(
            handover: Handover(
                id: ID(0), releasedOn: day, outcome: .released,
                customer: answer.facts.customer.id, contact: answer.facts.contact?.id,
                version: answer.version.id, letter: answer.letter?.id),
            recordedAt: transaction.change.time, releasedBy: releasedBy,
            releaseClass: answer.facts.question.releaseClass, role: answer.facts.contact?.role,
            basis: request.basis, agreement: answer.reliedOn?.id, purpose: purpose,
            channel: channel, sha256: sha256, copyID: try transaction.freeCopyID(),
            isHistorical: request.isHistorical, rulesFailed: answer.failures.map(\.rawValue),
            accessEndsOn: access)
    }
}
