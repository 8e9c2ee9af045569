package import AttestryDomain
import GRDB

/// A text under which somebody may look for something.
package struct Named: Hashable, Sendable {
    /// What it is: `customer`, `report` …
    package let noun: String
    /// What commands call it by.
    package let name: String
    /// The field in which the text stands.
    package let field: String
    package let value: String

    package init(noun: String, name: String, field: String, value: String) {
        self.noun = noun
        self.name = name
        self.field = field
        self.value = value
    }
}

extension ReadTransaction {
    /// Hands in every text under which somebody may look for something of a noun, or for anything,
    /// noun by noun.
    package func eachNamed(_ noun: Noun? = nil, _ body: (Named) throws -> Void) throws {
        for source in Source.all where noun == nil || source.isOf == noun {
            let rows = try db.rows(source.query)
            while let row = try rows.next() {
                let found = try sound(row.lossy("noun"), row.lossy("name")) { () -> [Named] in
                    let (noun, name): (String, String) = (try row["noun"], try row["name"])
                    return try source.fields.flatMap { field, _ in
                        try source.values(of: field, in: row).map {
                            Named(noun: noun, name: name, field: field, value: $0)
                        }
                    }
                }
                try found?.forEach(body)
            }
        }
    }
}

/// Rows with texts under which somebody may look for them.
private struct Source {
    var isOf: Noun?
    /// The noun and the name, in SQL.
    let noun, name: String
    /// The fields, and where they stand in SQL; hashes and lists by their names.
    let fields: [(name: String, sql: String)]
    let from: String

    var query: String {
        let columns = fields.map { "\($0.sql) AS \($0.name)" }.joined(separator: ", ")
        return "SELECT \(noun) AS noun, \(name) AS name, \(columns) FROM \(from)"
            + " WHERE TRUE ORDER BY 2"
    }

    func values(of field: String, in row: Row) throws -> [String] {
        switch field {
        case "domains", "ref": try row[field]
        case "sha256", "copy_sha256": [try row.optionalHash(field)].compactMap(\.self)
        default: [try row[field] as String?].compactMap(\.self)
        }
    }

    private static let evidenceNoun = "iif(scheme.kind = 'report', 'report', 'certificate')"
    private static let versionName = "evidence.code || '@' || version.version"
    private static let evidence = """
        evidence JOIN scheme ON scheme.id = evidence.scheme_id
        """
    private static let document = "JOIN document ON document.id = attachment.document_id"

    /// The rows of a table that are there, under its own name, so that nothing finds what was
    /// removed or recorded in error.
    private static func standing(_ table: String, _ condition: String = "voided IS NOT 1") -> String
    {
        "(SELECT * FROM \(table) WHERE \(condition)) AS \(table)"
    }

    private static func plain(
        _ noun: Noun, _ fields: String..., from: String? = nil
    ) -> Source {
        Source(
            isOf: noun, noun: "'\(noun)'", name: "\(noun).code",
            fields: fields.map { ($0, "\(noun).\($0)") },
            from: from ?? standing("\(noun)", "removed IS NOT 1"))
    }

    private static let agreements = standing(
        "agreement",
        """
        id NOT IN (
          SELECT agreement_id FROM agreement_event WHERE kind = 'voided' AND voided = 0)
        """)

    static let all: [Source] = [
        plain(.scheme, "code", "title"),
        Source(
            noun: "'edition'", name: "scheme.code || ' ' || edition.code",
            fields: [("code", "edition.code"), ("title", "edition.title")],
            from: """
                \(standing("edition", "removed IS NOT 1"))
                  JOIN \(standing("scheme", "removed IS NOT 1"))
                    ON scheme.id = edition.scheme_id
                """),
        plain(.product, "code", "name"),
        Source(
            isOf: .evidence, noun: evidenceNoun, name: "evidence.code",
            fields: [
                ("code", "evidence.code"), ("title", "evidence.title"), ("owner", "evidence.owner"),
                ("ref", "evidence.ref"),
            ],
            from: """
                (SELECT * FROM evidence WHERE id IN (
                  SELECT evidence_id FROM version WHERE voided = 0)) AS \(evidence)
                """),
        Source(
            isOf: .evidence, noun: evidenceNoun, name: versionName,
            fields: ["number", "issuer", "auditor", "scope", "identifiers"].map { ($0, $0) },
            from: "\(evidence) JOIN \(standing("version")) ON version.evidence_id = evidence.id"),
        Source(
            isOf: .evidence, noun: evidenceNoun, name: versionName,
            fields: [("document", "attachment.name"), ("sha256", "document.sha256")],
            from: """
                attachment \(document)
                  LEFT JOIN \(standing("bridge_letter"))
                    ON bridge_letter.id = attachment.bridge_letter_id
                  LEFT JOIN \(standing("milestone")) ON milestone.id = attachment.milestone_id
                  JOIN \(standing("version"))
                    ON version.id = coalesce(
                      attachment.version_id, bridge_letter.version_id, milestone.version_id)
                  JOIN evidence ON evidence.id = version.evidence_id
                  JOIN scheme ON scheme.id = evidence.scheme_id
                """),
        plain(.customer, "code", "name", "domains", "owner", "ref"),
        Source(
            noun: "'contact'", name: "customer.code || ' ' || email",
            fields: [("name", "contact.name"), ("email", "email")],
            from: """
                \(standing("contact"))
                  JOIN \(standing("customer", "removed IS NOT 1"))
                    ON customer.id = contact.customer_id
                """),
        plain(.agreement, "code", "template", "ref", from: agreements),
        Source(
            isOf: .agreement, noun: "'agreement'", name: "agreement.code",
            fields: [("signed_by", "party")],
            from: """
                \(agreements) JOIN (SELECT * FROM agreement_event WHERE voided = 0) AS event
                  ON event.agreement_id = agreement.id
                """),
        Source(
            isOf: .agreement, noun: "'agreement'", name: "agreement.code",
            fields: [("document", "attachment.name"), ("sha256", "document.sha256")],
            from: """
                attachment \(document) JOIN \(agreements)
                  ON agreement.id = attachment.agreement_id
                """),
        plain(.activity, "code", "title", "owner", from: standing("activity")),
        Source(
            isOf: .activity, noun: "'activity'", name: "activity.code",
            fields: ["occurrence", "reference", "details", "approved_by"].map { ($0, $0) },
            from: """
                \(standing("activity")) JOIN \(standing("activity_event"))
                  ON activity_event.activity_id = activity.id
                """),
        Source(
            isOf: .activity, noun: "'activity'", name: "activity.code",
            fields: [("document", "attachment.name"), ("sha256", "document.sha256")],
            from: """
                attachment \(document) JOIN \(standing("activity_event"))
                  ON activity_event.id = attachment.activity_event_id
                  JOIN \(standing("activity")) ON activity.id = activity_event.activity_id
                """),
        Source(
            isOf: .distribution, noun: "'distribution'", name: "CAST(distribution.id AS TEXT)",
            fields: [
                "copy_id", "contact", "contact_name", "purpose", "approved_by", "sha256",
                "copy_sha256",
            ].map { ($0, $0) },
            from: "distribution"),
        Source(
            noun: "'channel'", name: "code", fields: [("code", "code"), ("target", "target")],
            from: standing("channel", "removed IS NOT 1")),
    ]
}
