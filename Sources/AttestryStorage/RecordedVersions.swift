package import AttestryDomain
import GRDB

/// What a version says, without what happened to it since.
package struct RecordedVersion: Sendable {
    /// The version, as `CODE@N`.
    package let name: VersionReference
    /// The scheme it is held under.
    package let scheme: Code
    /// What its document says.
    package let content: VersionContent
    /// Whether the document itself is stored.
    package let hasDocument: Bool
}

extension ReadTransaction {
    /// The versions that count on a day, and those that are to follow them, of all evidence that
    /// was not given up by then; what was withdrawn, cancelled or recorded in error does not count.
    package func countingVersions(on day: CivilDate) throws -> [RecordedVersion] {
        try db.rows(
            """
            SELECT evidence.code, version.version, evidence.scheme_id, scheme.code AS scheme,
              \(VersionContent.selected), attachment.id IS NOT NULL AS has_document
            FROM version \(VersionContent.joined)
              JOIN evidence ON evidence.id = version.evidence_id
              LEFT JOIN scheme ON scheme.id = evidence.scheme_id
            WHERE voided = 0 AND ifnull(evidence.discontinued_on, '9999-12-31') > :day
              AND NOT EXISTS (
                SELECT 1 FROM event WHERE version_id = version.id AND event.voided = 0
                  AND event.kind IN ('withdrawn', 'cancelled') AND occurred_on <= :day)
              AND NOT EXISTS (
                SELECT 1 FROM version AS later
                WHERE later.evidence_id = version.evidence_id AND later.voided = 0
                  AND ifnull(later.valid_from, later.issued_on) <= :day
                  AND \(Self.succession("later")) > \(Self.succession("version")))
            ORDER BY evidence.code, version.version
            """, ["day": day]
        ).sound("evidence", named: "code", self) { row in
            let name = VersionReference(code: try row["code"], version: try row["version"])
            return RecordedVersion(
                name: name, scheme: try row.named("scheme", by: "scheme_id"),
                content: try VersionContent(row: row),
                hasDocument: try row["has_document"])
        }
    }

    /// What orders the versions of an evidence in time, as `Version.succession` has it.
    private static func succession(_ table: String) -> String {
        let days = ["as_of_on", "period_end", "valid_from", "issued_on"]
            .map { "\(table).\($0)" }.joined(separator: ", ")
        return "(coalesce(\(days)), \(table).version)"
    }
}

extension ReadTransaction {
    /// What stands in the way of removing a product: the versions that stand and cover it.
    package func uses(ofProduct code: Code) throws -> [String] {
        try db.values(
            """
            SELECT evidence.code || '@' || version FROM version
              JOIN evidence ON evidence.id = evidence_id
            WHERE voided = 0 AND EXISTS (SELECT 1 FROM json_each(covers) WHERE value = ?)
            ORDER BY 1
            """, [code])
    }

    /// What stands in the way of removing a scheme: evidence, ladders, channels, and editions of
    /// other schemes that name it.
    package func uses(of scheme: CatalogueItem) throws -> [String] {
        try db.values(
            """
            SELECT code FROM evidence WHERE scheme_id = :key
            UNION ALL
            SELECT 'the ladder for ' || anchor FROM ladder
            WHERE scope = 'scheme' AND scope_code = :code
            UNION ALL
            SELECT 'channel ' || code FROM channel WHERE removed IS NOT 1 AND EXISTS (
              SELECT 1 FROM json_each(only_schemes) WHERE value = :code)
            UNION ALL
            SELECT scheme.code || ifnull(':' || edition.code, '') FROM fact
              JOIN scheme ON scheme.id = fact.scheme_id
              LEFT JOIN edition ON edition.id = fact.edition_id
            WHERE name = 'parent_scheme' AND value = :code AND scheme.id <> :key
              AND scheme.removed IS NOT 1 AND edition.removed IS NOT 1
            """, ["key": scheme.key, "code": scheme.code])
    }

    /// What stands in the way of removing an edition of a scheme: versions, those recorded in error
    /// too, and editions that it follows.
    package func uses(of edition: CatalogueItem, in scheme: CatalogueItem) throws -> [String] {
        try db.values(
            """
            SELECT evidence.code || '@' || version FROM version
              JOIN evidence ON evidence.id = evidence_id WHERE edition_id = :key
            UNION ALL
            SELECT edition.code FROM fact JOIN edition ON edition.id = edition_id
            WHERE fact.scheme_id = :scheme AND name = 'successor' AND value = :code
              AND edition.removed IS NOT 1
            """, ["key": edition.key, "scheme": scheme.key, "code": edition.code])
    }
}
