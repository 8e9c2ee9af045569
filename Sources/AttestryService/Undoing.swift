package import AttestryDomain
import AttestryStorage

/// What was, or would be, taken back of a command, row by row.
package struct Undo: Sendable {
    /// What becomes of one row.
    package struct Step: Sendable {
        /// The table of the row, and what the log calls it.
        package let table, subject: String
        /// What becomes of it: `voided`, `removed`, or the fields that it gets back.
        package let becomes: String

        package static let columns: [Column<Step>] = [
            Column("table") { $0.table }, Column("subject") { $0.subject }.naming,
            Column("becomes") { $0.becomes },
        ]
    }

    /// The number of the first entry of the command; it names the command.
    package let command: Int
    /// What was done, such as `certificate.add`.
    package let action: String
    /// When it was done.
    package let recordedAt: String
    /// What becomes of its rows.
    package let steps: [Step]
    /// Whether it was only tried.
    package let isDryRun: Bool

    /// The columns of its document.
    package static let columns: [Column<Undo>] = [
        Column("command") { $0.command }, Column("action") { $0.action },
        Column("recorded_at") { $0.recordedAt }, Column("dry_run") { $0.isDryRun },
        Column("steps", .jsonOnly) { undo in
            undo.steps.map { JSONValue($0, Step.columns) }
        },
    ]
}

extension Registry {
    /// Takes back the last command of a user by further entries: what it made is voided or removed,
    /// what it changed is as it was. It is a command like any other, so that a second one takes the
    /// first back.
    ///
    /// `command` is the one that was shown. Throws `conflict` where another came since, and where
    /// something rests on it.
    package func undo(command: Int? = nil, isDryRun: Bool, author: Author) throws -> Undo {
        try trying(isDryRun) { finish in
            try write("undo", author) { transaction, today in
                let reading = transaction.reading
                guard
                    let last = try reading.lastCommand(
                        of: author.actor, besides: TakingBack.automatic)
                else {
                    throw RegistryError(
                        .notFound, "\(author.actor) has recorded nothing that could be taken back")
                }
                guard command ?? last.first == last.first else {
                    throw RegistryError(
                        .conflict, "\(last.action) was recorded meanwhile",
                        hint: "attestry undo --dry-run shows what would be taken back now")
                }
                let taking = try TakingBack(last, reading)
                try taking.check()
                var steps: [Undo.Step] = []
                for row in taking.rows {
                    if let becomes = try taking.takeBack(row, transaction, today) {
                        steps.append(
                            Undo.Step(
                                table: row.name.table, subject: row.subject, becomes: becomes))
                    }
                }
                return try finish(
                    Undo(
                        command: last.first, action: last.action, recordedAt: last.recordedAt,
                        steps: steps, isDryRun: isDryRun))
            }
        }
    }
}

/// Judges whether a command can be taken back, and takes its rows back one by one.
private struct TakingBack {
    let command: LoggedCommand
    let rows: [ChangedRow]
    private let new: Set<RowName>
    private let reading: ReadTransaction

    init(_ command: LoggedCommand, _ reading: ReadTransaction) throws {
        self.command = command
        self.reading = reading
        rows = try reading.rows(changedBy: command)
        new = Set(rows.filter { $0.before == nil }.map(\.name))
    }

    /// What the program does by itself.
    static let automatic = ["alert.run", "alert.deliver", "catalogue.update", "init"]

    /// Throws `conflict` where the command cannot be taken back, with what to do instead.
    func check() throws {
        for row in rows { try checkKind(row) }
        // Mostly nothing was recorded since, and nothing has to be looked for.
        guard try reading.head().sequence > command.last else { return }
        for row in rows {
            guard let later = try reading.entry(restingOn: row, since: command) else { continue }
            throw RegistryError(
                .conflict,
                "\(row.name.table) \(row.subject) cannot be taken back: "
                    + "\(later.table) \(later.subject) rests on it (\(later.action) by "
                    + "\(later.actor), entry \(later.sequence))",
                hint: later.table == "distribution"
                    ? "where nothing was handed out: attestry distribution void \(later.row) "
                        + "--reason TEXT" : "attestry audit log \(later.subject) shows it")
        }
    }

    /// Throws `conflict` for what can never be taken back, by its table.
    private func checkKind(_ row: ChangedRow) throws {
        func refuse(_ why: String, _ hint: String) -> RegistryError {
            RegistryError(
                .conflict, "'\(command.action) \(row.subject)' is not taken back: \(why)",
                hint: hint)
        }
        let isAlone = row.before == nil && !isMadeWithAnother(row)
        switch row.name.table {
        case "distribution":
            throw refuse(
                "what went out, or was refused, stays in the ledger",
                "where nothing was handed out: attestry distribution void \(row.name.key) "
                    + "--reason TEXT")
        case "distribution_event":
            throw refuse(
                "what happened to a release stays in the ledger",
                "attestry distribution list shows what is recorded")
        case "alert", "alert_response", "alert_run", "alert_reminder", "alert_escalation",
            "message", "delivery":
            throw refuse(
                "people were told", "attestry alert list shows what can be answered anew")
        case "epoch":
            throw refuse(
                "what was there before lies beside the registry",
                "attestry restore FILE puts that back")
        case "document" where row.before != nil:
            throw refuse(
                "the document has left the registry",
                "attestry audit log --last 5 shows who took it")
        case "attachment" where isAlone && !changesMore:
            throw refuse(
                "the bytes behind a version never change",
                "attestry find \(row.subject) shows what they belong to")
        case "ladder" where isAlone:
            throw refuse("it was the first one", "attestry alert ladder set --help sets another")
        case "fact" where isAlone:
            throw refuse("it was the first one", "attestry scheme edit --help states another")
        case "agreement_kind" where isAlone:
            throw refuse("kinds stay", "attestry agreement kind list shows them")
        default: break
        }
    }

    /// Whether the command did more than attaching documents to what was there.
    private var changesMore: Bool {
        rows.contains { row in
            !["attachment", "document"].contains(row.name.table)
                && row.before?.image != row.after.image
        }
    }

    /// Whether a row that it belongs to was made by the same command.
    private func isMadeWithAnother(_ row: ChangedRow) -> Bool {
        row.names.contains { new.contains($0) && $0.table != "document" }
    }

    /// Takes one row back; returns what becomes of it, or nil where nothing does.
    func takeBack(_ row: ChangedRow, _ transaction: WriteTransaction, _ today: CivilDate) throws
        -> String?
    {
        if let before = row.before {
            guard before.image != row.after.image else { return nil }
            if let noun = Noun(rawValue: row.name.table) {
                try Names(reading).refuseTaken(
                    row.formerReferences, noun, besides: Code(before.subject))
            }
            try transaction.restore(row)
            var changes = EntryChanges()
            _ = changes.next(row.after)
            let fields = changes.next(before)
            let isThereAgain = row.mark.map { fields == "\($0)=0" } ?? false
            return fields.isEmpty || isThereAgain ? "as it was" : fields
        }
        if let mark = row.mark {
            try transaction.mark(row)
            return mark
        }
        if row.name.table == "agreement" {
            try transaction.insertEvent(
                .voided, on: today, of: ID(row.name.key), named: Code(row.subject, field: "code"),
                recordedOn: today)
            return "voided"
        }
        if row.name.table == "attachment", !isMadeWithAnother(row) {
            return "stays: the bytes behind a version never change"
        }
        return nil
    }
}
