import AttestryDomain
import AttestryStorage

/// Records the rows of one sheet within a transaction.
struct ImportRun {
    let transaction: WriteTransaction
    let kind: ImportKind
    private let existing: ExistingRows
    let clock: Clock
    let today: CivilDate
    var report: ImportReport
    private var problems: ImportProblems
    private var doubts: ImportProblems
    private var twins = ImportTwins()
    /// Whether a row that is refused is about what is there already.
    private var hasExisting = false
    var codes: Set<Code> = []
    var evidence: EvidenceRecorder?
    private var releases: PastReleaseRecorder
    let teller: RowTeller
    private let known: ExistingFinder
    var finder: RowFinder

    init(
        _ transaction: WriteTransaction, _ kind: ImportKind, _ existing: ExistingRows,
        isDryRun: Bool, withRemarks: Bool = false, _ clock: Clock, today: CivilDate,
        author: Author, _ document: @escaping ImportedDocument
    ) {
        self.transaction = transaction
        self.kind = kind
        self.existing = existing
        self.clock = clock
        self.today = today
        report = ImportReport(kind: kind, isDryRun: isDryRun)
        problems = ImportProblems(kind.columns, keepsRemarks: withRemarks)
        doubts = ImportProblems(kind.columns, keepsRemarks: false)
        let names = Names(transaction.reading, seeksMany: true)
        finder = RowFinder(transaction.reading, names)
        evidence = kind.evidence.map {
            EvidenceRecorder(transaction, as: $0, today: today, names: names)
        }
        releases = PastReleaseRecorder(transaction, today: today, author: author, existing)
        teller = RowTeller(transaction, today: today, document)
        known = ExistingFinder(transaction: transaction, today: today, teller: teller)
    }

    mutating func record(_ table: ImportTable) throws -> ImportReport {
        report.notes = table.notes
        problems.add(table.problems)
        // What rides on another row has to wait for it, and what is given a code for those that
        // bring one; all else is recorded as it is read: a file may have a million rows.
        let lacksCodes = kind.makesCodes && table.isLacking("code")
        let ridesOnOthers = kind.evidence != nil && (table.isFilled("parent") || lacksCodes)
        var waiting: [ImportRow] = []
        var broken: [PlacedProblem] = []
        try table.walk { row in
            if ridesOnOthers || lacksCodes && row["code"] == nil {
                waiting.append(row)
            } else {
                try take(row)
            }
        } broken: {
            broken.append($0)
        }
        finder.taken = Set(waiting.compactMap { $0["code"].flatMap { Code($0) } })
        for row in waiting.inOrderOfParents { try take(row) }
        problems.add(broken)
        guard problems.isEmpty else {
            throw problems.refusal(report.notes, hasExisting: hasExisting)
        }
        report.doubts = doubts.sentences
        if !codes.isEmpty { report.old = try oldTroubles() }
        return report
    }

    /// Records a row, or keeps what is wrong with it.
    private mutating func take(_ row: ImportRow) throws {
        var row = row
        var wrong: [Problem] = []
        try row.resolve(finder.names)
        row.meaning = try wrong.gather { try finder.meaning(of: row, kind) } ?? nil
        let twin = twins.problem(of: row, kind, existing)
        var isNew = false
        if twin == nil || twin?.field != nil {
            let thing = existing == .refuse ? nil : try known.thing(kind, row)
            if let thing {
                try change(thing, row, &wrong)
            } else {
                isNew = try record(row, &wrong)
            }
        }
        if let twin {
            wrong.removeAll { $0.field == twin.field }
            problems.add(row.placed(twin))
        }
        guard twin != nil || !(wrong + row.wrong).isEmpty || !row.undecided.isEmpty else {
            report.rows += isNew ? 1 : 0
            if isNew, let made = row.meaning, let name = made.madeFrom {
                report.codes.append(MadeCode(code: made.code, name: name))
            }
            return
        }
        twins.keep(row)
        problems.add(row.placed(wrong))
        if existing == .refuse, !hasExisting { hasExisting = try known.thing(kind, row) != nil }
    }

    /// Does with a row about something that is there already what was asked for; adds all that is
    /// wrong with it.
    private mutating func change(_ thing: ExistingThing, _ row: ImportRow, _ wrong: inout [Problem])
        throws
    {
        guard existing == .update else {
            report.skipped += 1
            return
        }
        wrong += thing.problems(of: row)
        var odd: [String] = []
        let changes = try wrong.gather { try thing.changes(&odd) } ?? []
        doubt(odd, row)
        report.changes += changes
        if changes.isEmpty { report.unchanged += 1 } else { report.changed += 1 }
    }

    /// Records a row, unless the ledger has it; adds all that is wrong with it. Returns whether it
    /// is recorded.
    private mutating func record(_ row: ImportRow, _ wrong: inout [Problem]) throws -> Bool {
        if try wrong.gather({ try row.isTold(as: kind) }) ?? false {
            _ = try wrong.gather { try teller.tell(kind, row.form().values) }
            return true
        }
        noteAbsentDocument(row)
        switch kind {
        case .certificate, .report: try recordVersion(row, &wrong)
        case .customer:
            let code = row.meaning?.code ?? row.standIn
            _ = try wrong.gather {
                try transaction.addCustomer(
                    code, row.form(without: ["code"]), today: today, names: finder.names)
                if row.meaning != nil { finder.keep(row, kind, as: code) }
            }
        case .contact:
            let customer = try wrong.gather { try row.code("customer") }
            _ = try wrong.gather {
                try transaction.addContact(
                    row.form(without: ["customer", "person", "voided"]), of: customer,
                    today: today)
            }
        case .agreement:
            let given = row.meaning?.code
            let kind = try wrong.gather { try row.code("kind") }
            let customer = try wrong.gather { try row.code("customer") }
            let file = try wrong.gather { try teller.source(row.form().values) } ?? nil
            _ = try wrong.gather {
                let without = RowTeller.documentColumns.union(["code", "kind", "customer"])
                let (code, key) = try transaction.addAgreement(
                    given, kind, with: customer, row.form(without: without), today: today,
                    names: finder.names)
                try transaction.attach(file, to: .agreement(key), subject: code, today)
                finder.keep(row, self.kind, as: code)
                guard given == nil, let kind, let customer else { return }
                report.codes.append(MadeCode(code: code, name: "\(customer) \(kind)"))
            }
        case .activity:
            let code = try wrong.gather { try row.code("code") } ?? row.standIn
            _ = try wrong.gather {
                try transaction.addActivity(
                    code, row.form(without: ["code", "voided"]), needsCadence: false, today: today)
            }
        case .distribution:
            switch try wrong.gather({ try releases.record(row.form()) }) {
            case .recorded(let refusals) where !refusals.isEmpty:
                report.wouldRefuse += 1
                let rules = refusals.map(\.rawValue).joined(separator: ", ")
                doubt(["the gate would have refused: \(rules)"], row)
            case .known(let id):
                try change(known.release(id), row, &wrong)
                return false
            default: break
            }
        case .publication:
            _ = try wrong.gather {
                let (thing, code) = try row.published()
                try transaction.refusePublished(thing, code)
                let form = row.form(without: ["evidence", "activity", "hidden"])
                _ = try transaction.publish(thing, code, form, today: today)
            }
        case .product, .scheme, .edition, .fact, .event, .milestone, .letter, .contract,
            .agreementKind, .agreementEvent, .activityCadence, .activityEvent, .activityFinding,
            .formerCode, .ladder:
            _ = try wrong.gather {
                try teller.tell(kind, RowRules(transaction, today: today).checked(kind, row))
            }
        }
        return true
    }

    /// Says of a document that is named without its bytes that it stays behind.
    private mutating func noteAbsentDocument(_ row: ImportRow) {
        guard row["file"] == nil, let name = row["document"] else { return }
        doubt(
            [
                "the document '\(name.abbreviated)' is not taken over without a column file: "
                    + "attestry export all has the bytes too"
            ], row)
    }

    /// Keeps what is odd about a row that is taken.
    mutating func doubt(_ odd: [String], _ row: ImportRow) {
        doubts.add(odd.map { row.placed(Problem(nil, $0)) })
    }
}
