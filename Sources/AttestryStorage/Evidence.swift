package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// All evidence with everything recorded about it, sorted by code.
    package func evidence() throws -> [Evidence] {
        try EvidenceLoader(db: db, keys: nil).load()
    }

    /// The schemes and titles of all evidence of which something stands.
    package func evidenceTitles() throws -> [(code: Code, scheme: Code, title: String?)] {
        try db.rows(
            """
            SELECT evidence.code, scheme.code AS scheme, evidence.title
            FROM evidence JOIN scheme ON scheme.id = scheme_id
            WHERE evidence.id IN (SELECT evidence_id FROM version WHERE voided = 0)
            ORDER BY evidence.code
            """
        ).map { (try $0["code"], try $0["scheme"], try $0["title"]) }
    }

    /// The evidence of these keys, sorted by code.
    package func evidence(_ keys: Set<Int64>) throws -> [Evidence] {
        try EvidenceLoader(db: db, keys: keys.list).load()
    }

    /// The evidence of a scheme of which a version that stands was issued on a day under a number.
    package func evidence(
        issued day: CivilDate, number: String?, under scheme: Int64
    ) throws -> [Evidence] {
        try evidence(
            Set(
                keys(
                    """
                    SELECT evidence.id FROM version JOIN evidence ON evidence.id = evidence_id
                    WHERE issued_on = ? AND number IS ? AND voided = 0 AND scheme_id = ?
                    """, [day, number, scheme])))
    }

    /// The evidence of which a version that stands names this one as its parent, by their codes.
    package func children(of parent: ID<Evidence>) throws -> [Code] {
        try db.values(
            """
            SELECT DISTINCT evidence.code FROM version JOIN evidence ON evidence.id = evidence_id
            WHERE parent_id = ? AND voided = 0 ORDER BY evidence.code
            """, [parent])
    }

    /// The evidence of this key, or nil.
    package func evidence(_ key: ID<Evidence>) throws -> Evidence? {
        try evidence([key.rawValue]).first
    }

    /// What is left of an evidence that cannot be read: the name by which it goes, and its scheme
    /// and its owner where these can be read.
    package func remains(of evidence: ID<Evidence>) throws
        -> (name: String, scheme: Code?, owner: String?)
    {
        try db.rows(
            """
            SELECT evidence.code, scheme.code AS scheme, owner
            FROM evidence LEFT JOIN scheme ON scheme.id = scheme_id WHERE evidence.id = ?
            """, [evidence]
        ).next().map { row in
            let owner = row.lossy("owner")
            let isAddress = (try? EmailAddress.check(owner, field: "owner")) != nil
            return (
                Code(row.lossy("code"))?.description ?? "\(evidence.rawValue)",
                Code(row.lossy("scheme")), isAddress ? owner : nil
            )
        } ?? ("\(evidence.rawValue)", nil, nil)
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
        let events = try children("SELECT * FROM event") { row in
            try Event(
                id: row["id"], kind: row["kind"], occurredOn: row["occurred_on"],
                reason: row["reason"], recordedOn: row["recorded_on"], isVoided: row["voided"])
        }
        let milestones = try children(Self.documented("milestone")) { row in
            try Milestone(
                id: row["id"], kind: row["kind"], dueOn: row["due_on"], doneOn: row["done_on"],
                recordedOn: row["recorded_on"], isVoided: row["voided"],
                document: AttachedDocument(row: row))
        }
        let letters = try children(Self.documented("bridge_letter")) { row in
            let _: CivilDate = try row["recorded_on"]
            return try BridgeLetter(
                id: row["id"], fromOn: row["from_on"], toOn: row["to_on"],
                signedOn: row["signed_on"], signer: row["signer"], isVoided: row["voided"],
                document: AttachedDocument(row: row))
        }
        let versions: [ID<Evidence>: [Version]] = try rows(
            """
            SELECT version.id, evidence_id, version.version, \(VersionContent.selected),
              version.recorded_on, voided, attachment.name AS document, sha256
            FROM version \(VersionContent.joined)
              LEFT JOIN document ON document.id = document_id
            WHERE \(isWanted("version.evidence_id"))
            ORDER BY version.evidence_id, version.version
            """
        ).grouped { row in
            let (id, evidence): (ID<Version>, ID<Evidence>) = (
                try row["id"], try row["evidence_id"]
            )
            let version = try Version(
                id: id, version: row["version"], content: VersionContent(row: row),
                recordedOn: row["recorded_on"], isVoided: row["voided"], events: events[id] ?? [],
                milestones: milestones[id] ?? [], bridgeLetters: letters[id] ?? [],
                document: AttachedDocument(row: row))
            return (evidence, version)
        }
        return try rows(
            """
            SELECT evidence.id, evidence.code, scheme_id, scheme.code AS scheme, evidence.title,
              owner, ref, discontinued_on, recorded_on
            FROM evidence LEFT JOIN scheme ON scheme.id = scheme_id
            WHERE \(isWanted("evidence.id")) ORDER BY evidence.code
            """
        ).map { row in
            let id: ID<Evidence> = try row["id"]
            return try Evidence(
                id: id, code: row["code"], scheme: row.named("scheme", by: "scheme_id"),
                title: row["title"], owner: row["owner"], refs: row["ref"],
                discontinuedOn: row["discontinued_on"], recordedOn: row["recorded_on"],
                versions: versions[id] ?? [])
        }
    }

    /// The query for all of a table with the document that each row has.
    private static func documented(_ table: String) -> String {
        """
        SELECT * FROM (
          SELECT \(table).*, attachment.name AS document, sha256 FROM \(table)
            LEFT JOIN attachment ON attachment.\(table)_id = \(table).id
            LEFT JOIN document ON document.id = document_id)
        """
    }

    private func children<Child>(_ query: String, _ read: (Row) throws -> Child) throws
        -> [ID<Version>: [Child]]
    {
        let parents = "SELECT id FROM version WHERE \(isWanted("evidence_id"))"
        let condition = keys == nil ? "" : "WHERE version_id IN (\(parents))"
        return try rows("\(query) \(condition) ORDER BY id")
            .grouped { row in (try row["version_id"], try read(row)) }
    }

    private func rows(_ sql: String) throws -> Row {
        try db.rows(sql, keys.map { ["keys": $0] } ?? [])
    }

    private func isWanted(_ column: String) -> String {
        keys == nil ? "TRUE" : "\(column) IN (SELECT value FROM json_each(:keys))"
    }
}

extension AttachedDocument {
    init?(row: Row) throws {
        guard let name: String = try row["document"] else { return nil }
        self.init(name: name, sha256: try row.hash("sha256"))
    }
}

extension VersionContent {
    /// What a query selects for it.
    static let selected = """
        opinion, as_of_on, period_start, period_end, criteria, exceptions, edition_id, \
        edition.code AS edition, parent_id, parent.code AS parent, number, issuer, auditor, \
        scope, covers, \
        identifiers, issued_on, valid_from, expires_on
        """

    /// What a query joins to the version for that, and its attachment.
    static let joined = """
        LEFT JOIN edition ON edition.id = version.edition_id
          LEFT JOIN evidence AS parent ON parent.id = version.parent_id
          LEFT JOIN attachment ON attachment.version_id = version.id
        """

    init(row: Row) throws {
        self.init(issuedOn: try row["issued_on"])
        edition = try row.optionallyNamed("edition", by: "edition_id")
        parent = try row.optionallyNamed("parent", by: "parent_id")
        identifiers = try row.texts("identifiers")
        try row.fill(&self, Self.columns)
    }
}

extension Row {
    /// What goes by the code in one column and is referred to in another. Throws `damaged` where
    /// nothing is there that the reference could mean.
    func named<Name: CellValue>(_ column: String, by reference: String) throws -> Name {
        guard let name: Name = try optionallyNamed(column, by: reference) else {
            throw damaged(reference)
        }
        return name
    }

    /// The same of a reference that may be empty.
    func optionallyNamed<Name: CellValue>(_ column: String, by reference: String) throws -> Name? {
        let key: Int64? = try self[reference]
        let name: Name? = try self[column]
        if key != nil, name == nil { throw damaged(reference) }
        return name
    }

    /// The texts that an object in a column has by name; the common case of none starts no parser.
    func texts(_ column: String) throws -> [String: String] {
        if try self[column] == "{}" { return [:] }
        let fields = (try self[column] as JSONValue).fields
        let texts = fields.compactMapValues(\.string)
        guard texts.count == fields.count else { throw damaged(column) }
        return texts
    }
}
