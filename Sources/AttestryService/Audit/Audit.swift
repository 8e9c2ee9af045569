package import AttestryDomain
import AttestryLog
import AttestryStorage

extension Registry {
    /// Entries of the log, oldest first: about one code or all, at most so many of the newest.
    package func log(about subject: String?, newest limit: Int?) throws -> [JSONValue] {
        try store.read { reading in
            try reading.entries(about: subject, newest: limit).reversed().map(\.json)
        }
    }
}

/// What `audit verify` has to say; it opens the file without trusting it.
package struct AuditReport: Sendable {
    /// Everything found: check, subject, detail.
    package let findings: [JSONValue]
    /// The number of entries in the log.
    package let entries: Int
    /// The number of rows compared with their last entries.
    package let rows: Int
    /// The hash of the last entry.
    package let head: String

    /// Checks the registry at this path (`rules.md` §8). Throws where there is no file, or where a
    /// newer Attestry wrote it.
    package init(verifying path: String, files: Bool = false) throws {
        let verification = try Self.verification(of: path, files: files)
        findings = verification.findings.map { finding in
            [
                "check": .string(finding.check.rawValue), "subject": .string(finding.subject),
                "detail": .string(finding.detail),
            ]
        }
        entries = verification.entries
        rows = verification.rows
        head = verification.head
    }

    /// A file that cannot even be opened is a finding; one that is not there is an error.
    private static func verification(of path: String, files: Bool) throws -> Verification {
        do {
            let store = try Store(inspecting: path)
            try store.refuseNewer()
            return try store.verify(files: files)
        } catch let error as RegistryError where error.kind == .damaged {
            return Verification(findings: [Finding(.integrity, "file", error.message)])
        }
    }

    /// What a chain alone cannot show (`rules.md` §8).
    package static let limits =
        "a cut tail, a full rewrite or an older copy put back cannot be seen from the file alone: "
        + "compare the head with one noted elsewhere"

    /// The report as scripts read it.
    package var json: JSONValue {
        [
            "entries": .number(entries), "rows": .number(rows), "head": .string(head),
            "findings": .array(findings), "not_shown": .string(Self.limits),
        ]
    }
}

extension LogEntry {
    /// The entry as scripts read it; the image stays the text that was hashed.
    var json: JSONValue {
        [
            "sequence": .number(sequence), "recorded_at": .string(recordedAt),
            "actor": .string(actor),
            "on_behalf_of": .text(onBehalfOf), "action": .string(action),
            "subject": .string(subject),
            "table": .string(table), "row": .number(Int(row)), "image": .string(image),
            "reason": .text(reason), "salt": .string(salt),
            "previous_hash": .string(previousHash), "hash": .string(hash),
        ]
    }
}
