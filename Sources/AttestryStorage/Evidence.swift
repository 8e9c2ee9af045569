package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The codes of all evidence, sorted.
    package func evidenceCodes() throws -> [String] {
        try Row.fetchAll(db, sql: "SELECT code FROM evidence ORDER BY code").map {
            try $0.text("code")
        }
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
        try EvidenceLoader(db: db, keys: keys).load()
    }

    /// The evidence of this key, or nil.
    package func evidence(_ key: ID<Evidence>) throws -> Evidence? {
        try EvidenceLoader(db: db, keys: [key.rawValue]).load().first
    }

    /// What can be said of every evidence without reading its versions: key and code.
    package func evidenceStubs() throws -> [Evidence] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT evidence.id, evidence.code, evidence.owner, scheme.code AS scheme
                FROM evidence JOIN scheme ON scheme.id = evidence.scheme_id ORDER BY evidence.code
                """
        ).compactMap { row in
            guard let code = Code(row.lossy("code")), let scheme = Code(row.lossy("scheme")) else {
                return nil
            }
            return Evidence(
                id: try row.id(), code: code, scheme: scheme, owner: try row.optionalText("owner"),
                recordedOn: CivilDate(dayNumber: 0))
        }
    }

    /// The evidence of this code together with the parents that its verdict looks at, to any depth.
    /// Throws `notFound` with the codes that come near.
    package func family(of code: Code) throws -> [Evidence] {
        let key = try Int64.fetchOne(
            db, sql: "SELECT id FROM evidence WHERE code = ?", arguments: [code.description])
        guard let key else {
            throw RegistryError.notFound("evidence", code.description, among: try evidenceCodes())
        }
        let keys = try Int64.fetchSet(
            db,
            sql: """
                WITH RECURSIVE family (id) AS (
                  VALUES (?)
                  UNION
                  SELECT version.parent_id FROM family JOIN version ON version.evidence_id =
                  family.id
                  WHERE version.parent_id IS NOT NULL)
                SELECT id FROM family
                """, arguments: [key])
        return try EvidenceLoader(db: db, keys: keys).load()
    }
}

/// Reads evidence with its versions, events, milestones and letters in one query a table.
private struct EvidenceLoader {
    let db: Database
    let keys: Set<Int64>?

    func load() throws -> [Evidence] {
        let events = try children("event") { row in
            Event(
                id: try row.id(), kind: try row.choice("kind"),
                occurredOn: try row.date("occurred_on"),
                reason: try row.optionalText("reason"), recordedOn: try row.date("recorded_on"),
                isVoided: try row.number("voided") == 1)
        }
        let milestones = try children("milestone") { row in
            Milestone(
                id: try row.id(), kind: try row.text("kind"), dueOn: try row.date("due_on"),
                doneOn: try row.optionalDate("done_on"), recordedOn: try row.date("recorded_on"),
                isVoided: try row.number("voided") == 1)
        }
        let letters = try children("bridge_letter") { row in
            BridgeLetter(
                id: try row.id(), fromOn: try row.date("from_on"), toOn: try row.date("to_on"),
                signedOn: try row.date("signed_on"), signer: try row.text("signer"),
                isVoided: try row.number("voided") == 1)
        }
        let versions = Dictionary(
            grouping: try rows(
                """
                SELECT version.*, edition.code AS edition, parent.code AS parent
                FROM version LEFT JOIN edition ON edition.id = version.edition_id
                  LEFT JOIN evidence AS parent ON parent.id = version.parent_id
                WHERE \(condition("version.evidence_id"))
                ORDER BY version.evidence_id, version.version
                """
            ).map { row in
                let id: ID<Version> = try row.id()
                return (
                    try row.number("evidence_id"),
                    Version(
                        id: id, version: try row.number("version"),
                        content: try VersionContent(row: row),
                        recordedOn: try row.date("recorded_on"),
                        isVoided: try row.number("voided") == 1,
                        events: events[id] ?? [], milestones: milestones[id] ?? [],
                        bridgeLetters: letters[id] ?? [])
                )
            }, by: \.0)
        return try rows(
            """
            SELECT evidence.*, scheme.code AS scheme
            FROM evidence JOIN scheme ON scheme.id = evidence.scheme_id
            WHERE \(condition("evidence.id")) ORDER BY evidence.code
            """
        ).map { row in
            Evidence(
                id: try row.id(), code: try row.code("code"), scheme: try row.code("scheme"),
                title: try row.optionalText("title"), owner: try row.optionalText("owner"),
                discontinuedOn: try row.optionalDate("discontinued_on"),
                recordedOn: try row.date("recorded_on"),
                versions: (versions[try row.number("id")] ?? []).map(\.1))
        }
    }

    private func children<Child>(_ table: String, _ read: (Row) throws -> Child) throws
        -> [ID<Version>: [Child]]
    {
        let sql =
            keys == nil
            ? "SELECT * FROM \(table) ORDER BY id"
            : """
            SELECT \(table).* FROM version JOIN \(table) ON \(table).version_id = version.id
            WHERE \(condition("version.evidence_id")) ORDER BY \(table).id
            """
        var children: [ID<Version>: [Child]] = [:]
        for row in try rows(sql) {
            children[try row.id("version_id"), default: []].append(try read(row))
        }
        return children
    }

    private func rows(_ sql: String) throws -> [Row] {
        try Row.fetchAll(db, sql: sql)
    }

    private func condition(_ column: String) -> String {
        column.isAny(of: keys)
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

extension String {
    /// The condition that a column of this name holds one of the keys; of any without keys.
    func isAny(of keys: Set<Int64>?) -> String {
        guard let keys else { return "TRUE" }
        return "\(self) IN (\(keys.sorted().map(String.init).joined(separator: ", ")))"
    }
}
