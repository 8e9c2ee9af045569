package import AttestryDomain
package import AttestryLog
package import AttestryStorage

extension Registry {
    /// Hands each entry of the log to the body, oldest first: about one code or all, at most so
    /// many of the newest.
    package func eachEntry(
        about subject: String?, newest limit: Int?, _ body: (LogEntry) throws -> Void
    ) throws {
        try store.read { try $0.eachEntry(about: subject, newest: limit, body) }
    }

    /// The columns of the log; the image stays the text that was hashed.
    package static let logColumns: [Column<LogEntry>] = [
        Column("sequence") { .number($0.sequence) },
        Column("recorded_at") { .string($0.recordedAt) }, Column("actor") { .string($0.actor) },
        Column("on_behalf_of") { .text($0.onBehalfOf) }, Column("action") { .string($0.action) },
        Column("subject") { .string($0.subject) }, Column("reason") { .text($0.reason) },
        Column("clock_accepted", .fileOnly) { .bool($0.clockAccepted) },
        Column("table", .fileOnly) { .string($0.table) },
        Column("row", .fileOnly) { .number(Int($0.row)) },
        Column("image", .fileOnly) { .string($0.image) },
        Column("previous_hash", .fileOnly) { .string($0.previousHash) },
        Column("hash", .fileOnly) { .string($0.hash) },
    ]
}

/// What `audit verify` has to say; it opens the file without trusting it.
package struct AuditReport: Sendable {
    /// Everything found.
    package var findings: [Finding] { verification.findings }
    private let verification: Verification

    package static let columns: [Column<Finding>] = [
        Column("check") { .string($0.check.rawValue) }, Column("subject") { .string($0.subject) },
        Column("detail") { .string($0.detail) },
    ]

    /// Checks the registry at this path (`rules.md` §8). Throws where there is no file, or where a
    /// newer Attestry wrote it.
    package init(verifying path: String, files: Bool = false) throws {
        verification = try Verification.of(path, files: files)
    }

    /// The places where time goes back in the log, as sentences for a person.
    package var stepsBack: [String] {
        verification.stepsBack.map { "entry \($0.sequence): \($0.detail)" }
    }

    /// What a chain alone cannot show (`rules.md` §8).
    package static let limits =
        "a cut tail, a full rewrite or an older copy put back cannot be seen from the file alone: "
        + "compare the head with one noted elsewhere"

    /// What was checked, in a line for a person.
    package var summary: String {
        let count = findings.count
        return "\(count) finding\(count == 1 ? "" : "s"), \(verification.entries) entries, "
            + "\(verification.rows) rows, head \(verification.head)"
    }

    /// The report as scripts read it.
    package var json: JSONValue {
        [
            "entries": .number(verification.entries), "rows": .number(verification.rows),
            "head": .string(verification.head), "not_shown": .string(Self.limits),
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
