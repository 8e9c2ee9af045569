package import AttestryDomain
package import AttestryLog
package import AttestryStorage

/// Which entries of the log are asked for, as a person names them.
package struct EntryQuery: Sendable {
    /// Only those about this code and its versions.
    package var subject: String?
    /// Only those about this customer, its people, contracts, agreements and releases.
    package var customer: Code?
    /// Only those of this user, or on behalf of this person.
    package var actor: String?
    /// Only those recorded from this day on.
    package var from: CivilDate?
    /// Only those recorded up to this day.
    package var to: CivilDate?
    /// Only so many, the newest.
    package var newest: Int?

    package init() {}
}

extension Registry {
    /// Hands each entry of the log that the query keeps to the body, oldest first. Throws
    /// `notFound` where there is no such customer.
    package func eachEntry(_ query: EntryQuery, _ body: (LogEntry) throws -> Void) throws {
        var filter = EntryFilter()
        (filter.subject, filter.actor) = (query.subject, query.actor)
        filter.newest = query.newest
        filter.from = try query.from.map(start)
        filter.until = try query.to.map(end)
        try store.read { reading in
            filter.customer = try query.customer.map { try reading.customer($0).id }
            try reading.eachEntry(filter, body)
        }
    }

    /// The columns of the log; the image stays the text that was hashed.
    package static let logColumns: [Column<LogEntry>] = [
        Column("sequence") { .number($0.sequence) },
        Column("recorded_at") { .string($0.recordedAt) }, Column("actor") { .string($0.actor) },
        Column("on_behalf_of") { .text($0.onBehalfOf) }, Column("action") { .string($0.action) },
        Column("subject") { .string($0.subject) }, Column("reason") { .text($0.reason) },
        Column("command", .fileOnly) { .number($0.command) },
        Column("clock_accepted", .fileOnly) { .bool($0.clockAccepted) },
        Column("table", .fileOnly) { .string($0.table) },
        Column("row", .fileOnly) { .number(Int($0.row)) },
        Column("image", .fileOnly) { .string($0.image) },
        Column("salt", .fileOnly) { .string($0.salt) },
        Column("previous_hash", .fileOnly) { .string($0.previousHash) },
        Column("hash", .fileOnly) { .string($0.hash) },
    ]
}

/// What `audit verify` has to say; it opens the file without trusting it.
package struct AuditReport: Sendable {
    /// Everything found.
    package var findings: [Finding] { verification.findings }
    private let verification: Verification
    /// The largest number of entries that a checkpoint vouches for; nil without one.
    private let signed: Int?

    package static let columns: [Column<Finding>] = [
        Column("check") { .string($0.check.rawValue) }, Column("subject") { .string($0.subject) },
        Column("detail") { .string($0.detail) },
    ]

    /// Checks the registry at this path (`rules.md` §8), and against checkpoints that one of these
    /// keys signed (§11). Throws where there is no file, where a newer Attestry wrote it, and where
    /// a checkpoint is none, or bears no signature of these keys: it cannot be checked then.
    package init(
        verifying path: String, files: Bool = false, checkpoints: [String] = [],
        keys: [String] = []
    ) throws {
        let keys = try keys.map { try VerifierKey($0) }
        let notes = try checkpoints.map { try SignedCheckpoint($0) }
        let forged = try notes.filter { try Self.isForged($0, keys) }
        var verification = try Verification.of(
            path, files: files,
            checkpoints: notes.filter { !forged.contains($0) }.map(\.checkpoint))
        verification.findings += forged.map {
            Finding(
                .checkpoint, "signature",
                "of \($0.checkpoint.size.of("entry")) is not "
                    + "by the key it names: the checkpoint was changed")
        }
        self.verification = verification
        signed = notes.map(\.checkpoint.size).max()
    }

    private static func isForged(_ note: SignedCheckpoint, _ keys: [VerifierKey]) throws -> Bool {
        let answers = keys.map { note.answer(of: $0) }
        if answers.contains(.forged) { return true }
        guard answers.contains(.signed) else {
            throw RegistryError(
                .invalid,
                "the checkpoint of \(note.checkpoint.origin.abbreviated) cannot be "
                    + "checked: it bears no signature of the keys given",
                hint: "give the key of the day it was signed; "
                    + "attestry audit key list shows what the registry says of its own",
                field: "checkpoint")
        }
        return false
    }

    /// The places where time goes back in the log, as sentences for a person.
    package var stepsBack: [String] {
        verification.stepsBack.map { "entry \($0.sequence): \($0.detail)" }
    }

    /// What a chain alone cannot show (`rules.md` §8).
    private static let limits =
        "a cut tail, a full rewrite or an older copy put back cannot be seen from the file alone: "
        + "compare the head with one noted elsewhere"

    /// What the checks could not show, as a clause for a person.
    package var notShown: String {
        signed.map {
            "what was recorded after entry \($0) may be cut off or rewritten: "
                + "the checkpoint vouches for what was there before"
        } ?? Self.limits
    }

    /// What was checked, in a line for a person.
    package var summary: String {
        [
            findings.count.of("finding"), verification.entries.of("entry"),
            verification.rows.of("row"), "head \(verification.head)",
        ].joined(separator: ", ")
    }

    /// The report as scripts read it.
    package var json: JSONValue {
        [
            "entries": .number(verification.entries), "rows": .number(verification.rows),
            "head": .string(verification.head), "not_shown": .string(notShown),
            "steps_back": .array(
                verification.stepsBack.map {
                    [
                        "sequence": .number($0.sequence), "from": .string($0.from),
                        "to": .string($0.to), "clock_accepted": .bool($0.isClockAccepted),
                    ]
                }),
            "findings": .array(findings.map { JSONValue($0, Self.columns) }),
        ]
    }
}
