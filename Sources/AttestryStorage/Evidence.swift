package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The codes of all evidence, sorted.
    package func evidenceCodes() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT code FROM evidence ORDER BY code")
    }

    /// All evidence with everything recorded about it, sorted by code.
    package func evidence() throws -> [Evidence] {
        try EvidenceLoader(db: db, keys: nil).load()
    }

    /// Whether there is evidence of this code.
    package func hasEvidence(_ code: Code) throws -> Bool {
        try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM evidence WHERE code = ?)",
            arguments: [code.description]) ?? false
    }

    /// The evidence of these keys, sorted by code.
    package func evidence(_ keys: Set<Int64>) throws -> [Evidence] {
        try EvidenceLoader(db: db, keys: keys.list).load()
    }

    /// The evidence of this key, or nil.
    package func evidence(_ key: ID<Evidence>) throws -> Evidence? {
        try EvidenceLoader(db: db, keys: [key.rawValue].list).load().first
    }

    /// What can be said of every evidence without reading its versions: key and code.
    package func evidenceStubs() throws -> [Evidence] {
        try db.rows(
            """
            SELECT evidence.id, evidence.code, scheme.code AS scheme, evidence.owner
            FROM evidence JOIN scheme ON scheme.id = evidence.scheme_id ORDER BY evidence.code
            """
        ).map { row in
            let id: ID<Evidence> = try row.id()
            guard let code = Code(row.lossy("code")), let scheme = Code(row.lossy("scheme")) else {
                return nil
            }
            return Evidence(
                id: id, code: code, scheme: scheme, owner: try row.optionalText("owner"),
                recordedOn: CivilDate(dayNumber: 0))
        }.compactMap(\.self)
    }

    /// The evidence of this code together with the parents that its verdict looks at, to any depth.
    /// Throws `notFound` with the codes that come near.
    package func family(of code: Code) throws -> [Evidence] {
        try families(of: [evidenceKey(code).rawValue])
    }
}

/// Reads evidence with its versions, events, milestones and letters in one query a table.
private struct EvidenceLoader {
    let db: Database
    /// The keys of the evidence, as `json_each` takes them; nil for all.
    let keys: String?

    func load() throws -> [Evidence] {
        let events = try children("event", "id, version_id, kind, occurred_on, reason") { row in
            Event(
                id: try row.id(), kind: try row.choice("kind"),
                occurredOn: try row.date("occurred_on"),
                reason: try row.optionalText("reason"), recordedOn: try row.date("recorded_on"),
                isVoided: try row.flag("voided"))
        }
        let milestones = try children("milestone", "id, version_id, kind, due_on, done_on") { row in
            Milestone(
                id: try row.id(), kind: try row.text("kind"), dueOn: try row.date("due_on"),
                doneOn: try row.optionalDate("done_on"), recordedOn: try row.date("recorded_on"),
                isVoided: try row.flag("voided"))
        }
        let letters = try children(
            "bridge_letter", "id, version_id, from_on, to_on, signed_on, signer"
        ) { row in
            BridgeLetter(
                id: try row.id(), fromOn: try row.date("from_on"), toOn: try row.date("to_on"),
                signedOn: try row.date("signed_on"), signer: try row.text("signer"),
                isVoided: try row.flag("voided"))
        }
        var versions: [ID<Evidence>: [Version]] = [:]
        let rows = try rows(
            """
            SELECT version.id, evidence_id, version.version, opinion, as_of_on, period_start,
              period_end, criteria, exceptions, edition.code AS edition, parent.code AS parent,
              number, issuer, auditor, scope, covers, identifiers, issued_on, valid_from,
              expires_on, version.recorded_on, voided
            FROM version LEFT JOIN edition ON edition.id = version.edition_id
              LEFT JOIN evidence AS parent ON parent.id = version.parent_id
            WHERE \(isWanted("version.evidence_id"))
            ORDER BY version.evidence_id, version.version
            """)
        while let row = try rows.next() {
            let id: ID<Version> = try row.id()
            versions[try row.id("evidence_id"), default: []].append(
                Version(
                    id: id, version: try row.number("version"),
                    content: try VersionContent(row: row),
                    recordedOn: try row.date("recorded_on"), isVoided: try row.flag("voided"),
                    events: events[id] ?? [], milestones: milestones[id] ?? [],
                    bridgeLetters: letters[id] ?? []))
        }
        return try self.rows(
            """
            SELECT evidence.id, evidence.code, scheme.code AS scheme, evidence.title, owner,
              discontinued_on, recorded_on
            FROM evidence JOIN scheme ON scheme.id = evidence.scheme_id
            WHERE \(isWanted("evidence.id")) ORDER BY evidence.code
            """
        ).map { row in
            let id: ID<Evidence> = try row.id()
            return Evidence(
                id: id, code: try row.code("code"), scheme: try row.code("scheme"),
                title: try row.optionalText("title"), owner: try row.optionalText("owner"),
                discontinuedOn: try row.optionalDate("discontinued_on"),
                recordedOn: try row.date("recorded_on"), versions: versions[id] ?? [])
        }
    }

    private func children<Child>(
        _ table: String, _ columns: String, _ read: (Row) throws -> Child
    ) throws -> [ID<Version>: [Child]] {
        let parents = "SELECT id FROM version WHERE \(isWanted("evidence_id"))"
        let rows = try rows(
            """
            SELECT \(columns), recorded_on, voided FROM \(table)
            \(keys == nil ? "" : "WHERE version_id IN (\(parents))") ORDER BY id
            """)
        var children: [ID<Version>: [Child]] = [:]
        while let row = try rows.next() {
            let child = try read(row)
            children[try row.id("version_id"), default: []].append(child)
        }
        return children
    }

    private func rows(_ sql: String) throws -> Row {
        try db.rows(sql, keys.map { ["keys": $0] } ?? [])
    }

    private func isWanted(_ column: String) -> String {
        keys == nil ? "TRUE" : "\(column) IN (SELECT value FROM json_each(:keys))"
    }
}

extension VersionContent {
    fileprivate init(row: Row) throws {
        self.init(issuedOn: try row.date("issued_on"))
        edition = try row.optionalText("edition")
        parent = try row.optionalText("parent").flatMap { Code($0) }
        identifiers = try row.dictionary("identifiers")
        try row.fill(&self, Self.columns)
    }
}
