import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records the rows of a CSV file: all or none.
    ///
    /// An evidence whose code comes twice, or exists already, gets a further version. Past
    /// distributions are recorded as they happened, without the gate; what it would have refused is
    /// listed. Throws ``ImportRefusal`` with everything that is wrong with every row, and `invalid`
    /// where the file is not CSV.
    package func importRows(
        _ bytes: [UInt8], as kind: ImportKind, isDryRun: Bool, author: Author,
        document: @escaping ImportedDocument
    ) throws -> ImportReport {
        let table = try ImportTable(bytes, kind)
        try store.prepareForManyRows()
        return try trying(isDryRun) { finish in
            try write("import.\(kind.rawValue)", author) { transaction, today in
                var run = ImportRun(
                    transaction, kind, isDryRun: isDryRun, clock, today: today, author: author,
                    document)
                return try finish(run.record(table))
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

private struct ImportRun {
    private let transaction: WriteTransaction
    private let kind: ImportKind
    private let clock: Clock
    private let today: CivilDate
    private var report: ImportReport
    private var problems: [(line: Int, text: String)] = []
    private var codes: Set<Code> = []
    private var evidence: EvidenceRecorder?
    private var releases: PastReleaseRecorder
    private let teller: RowTeller

    init(
        _ transaction: WriteTransaction, _ kind: ImportKind, isDryRun: Bool, _ clock: Clock,
        today: CivilDate, author: Author, _ document: @escaping ImportedDocument
    ) {
        self.transaction = transaction
        self.kind = kind
        self.clock = clock
        self.today = today
        report = ImportReport(kind: kind, isDryRun: isDryRun)
        evidence = kind.evidence.map { EvidenceRecorder(transaction, as: $0, today: today) }
        releases = PastReleaseRecorder(transaction, today: today, author: author)
        teller = RowTeller(transaction, today: today, document)
    }

    mutating func record(_ table: ImportTable) throws -> ImportReport {
        let rows = kind.evidence == nil ? table.rows : table.rows.inOrderOfParents
        for row in rows {
            do {
                try record(row)
                report.rows += 1
            } catch let error as RegistryError {
                problems += row.problems(error)
            }
        }
        problems += table.problems
        guard problems.isEmpty else {
            throw ImportRefusal(problems: problems.sorted { $0.line < $1.line }.map(\.text))
        }
        if !codes.isEmpty { report.old = try oldTroubles() }
        return report
    }

    private mutating func record(_ row: ImportRow) throws {
        if try row.isTold(as: kind) { return try teller.tell(kind, row.form().values) }
        switch kind {
        case .certificate, .report: try recordVersion(row)
        case .customer:
            try transaction.addCustomer(
                row.code("code"), row.form(without: ["code"]), today: today)
        case .contact:
            _ = try transaction.addContact(
                row.form(without: ["customer", "person", "voided"]), of: row.code("customer"),
                today: today)
        case .agreement:
            let (code, key) = try transaction.addAgreement(
                row["code"].map { try Code($0, field: "code") }, row.code("kind"),
                with: row.code("customer"),
                row.form(without: RowTeller.documentColumns.union(["code", "kind", "customer"])),
                today: today)
            try transaction.attach(
                teller.source(row.form().values), to: .agreement(key), subject: code, today)
            noteAbsentDocument(row)
        case .distribution:
            let refusals = try releases.record(row.form())
            guard !refusals.isEmpty else { return }
            report.wouldRefuse += 1
            report.doubts.append(
                "line \(row.line): the gate would have refused: "
                    + refusals.map(\.rawValue).joined(separator: ", "))
        case .product, .scheme, .edition, .fact, .event, .milestone, .letter, .contract,
            .agreementKind, .agreementEvent, .formerCode, .ladder:
            try teller.tell(kind, RowRules(transaction, today: today).checked(kind, row))
            noteAbsentDocument(row)
        }
    }

    private mutating func recordVersion(_ row: ImportRow) throws {
        let code = try transaction.reading.current(row.code("code"), of: .evidence)
        let form = row.form(without: RowTeller.versionColumns.union(["code"]))
        let file = try teller.source(row.form().values)
        let recorded: Recorded?
        if try transaction.reading.hasEvidence(code) {
            let world = try EvidenceWorld(code, as: kind.evidence, transaction.reading)
            let given = try row["scheme"].flatMap { Code($0) }
                .map { try transaction.reading.current($0, of: .scheme).description }
            if let scheme = given ?? row["scheme"], scheme != world.scheme.code.description {
                throw RegistryError(
                    .invalid,
                    "scheme: '\(code)' is evidence of \(world.scheme.code), not \(scheme)",
                    field: "scheme")
            }
            try row.checkNumber(after: world.evidence.versions.last?.version ?? 0, of: code)
            var fields = form
            fields["scheme"] = nil
            recorded = try evidence?.addVersion(EvidenceInput(fields, file: file), to: world)
        } else {
            try row.checkNumber(after: 0, of: code)
            recorded = try evidence?.add(code, EvidenceInput(form, file: file))
            report.new += 1
        }
        if let text = row["discontinued_on"] {
            var world = try EvidenceWorld(code, as: kind.evidence, transaction.reading).evidence
            world.discontinuedOn = try CivilDate(text, field: "discontinued_on")
            try transaction.update(world)
        }
        codes.insert(code)
        report.doubts += (recorded?.doubts ?? []).map { "line \(row.line): \($0)" }
        noteAbsentDocument(row)
    }

    /// Says of a document that is named without its bytes that it stays behind.
    private mutating func noteAbsentDocument(_ row: ImportRow) {
        guard row["file"] == nil, let name = row["document"] else { return }
        report.doubts.append(
            "line \(row.line): the document '\(name.abbreviated)' is not taken over without a "
                + "column file: attestry export all has the bytes too")
    }

    private func oldTroubles() throws -> Int {
        let list = try WatchList(transaction.reading, clock, on: today, .until(nil))
        let keys = Set(try codes.map { try transaction.reading.evidenceKey($0).rawValue })
        return try list.evidence(keys).reduce(0) { count, watched in
            count + watched.anchors.count { $0.isOld && watched.stillSuffers(from: $0) }
        }
    }
}

extension [ImportRow] {
    /// The rows as they stand, but for those whose parent comes later in the file: they wait for
    /// it, and so does what follows under the same code, as numbers count in the file's order.
    fileprivate var inOrderOfParents: [ImportRow] {
        var ordered: [ImportRow] = []
        var waiting = self
        while !waiting.isEmpty {
            var next: [ImportRow] = []
            var missing = Set(waiting.compactMap { $0["code"] })
            var held: Set<String> = []
            for row in waiting {
                let code = row["code"] ?? ""
                let isEarly = row["parent"].map { $0 != code && missing.contains($0) } ?? false
                if held.contains(code) || isEarly {
                    held.insert(code)
                    next.append(row)
                } else {
                    missing.remove(code)
                    ordered.append(row)
                }
            }
            // A circle of parents: recording it says what is wrong.
            if next.count == waiting.count { return ordered + next }
            waiting = next
        }
        return ordered
    }
}
