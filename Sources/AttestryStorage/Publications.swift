package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// Everything that was ever published, in the order of deciding, but for what cannot be read.
    package func publications() throws -> [Publication] {
        try db.rows(
            """
            SELECT publication.*, evidence.code AS evidence, activity.code AS activity,
              ifnull(evidence.code, activity.code) AS code
            FROM publication LEFT JOIN evidence ON evidence.id = evidence_id
              LEFT JOIN activity ON activity.id = activity_id
            ORDER BY publication.id
            """
        ).sound("publication", named: "code", self) { try Publication(row: $0) }
    }
}

extension WriteTransaction {
    /// Writes what was decided of a thing, over what was decided of it before.
    package func put(_ publication: Publication) throws {
        let thing = publication.thing.rawValue
        guard let key: ID<Never> = try reading.key(of: thing, publication.code) else {
            throw RegistryError(.notFound, "no \(thing) '\(publication.code)'")
        }
        _ = try put(
            "publication", where: Cells(named: [("\(thing)_id", key.cell)]),
            cells: Cells(publication, Publication.fields)
                + ["hidden": publication.isHidden, "recorded_on": publication.recordedOn],
            subject: publication.code)
    }
}

extension Publication {
    fileprivate init(row: Row) throws {
        let evidence: Code? = try row.optionallyNamed("evidence", by: "evidence_id")
        let activity: Code? = try row.optionallyNamed("activity", by: "activity_id")
        let recordedOn: CivilDate = try row["recorded_on"]
        if let evidence {
            self.init(.evidence, evidence, recordedOn: recordedOn)
        } else if let activity {
            self.init(.activity, activity, recordedOn: recordedOn)
        } else {
            throw row.damaged("evidence_id")
        }
        try row.fill(&self, Self.fields)
        isHidden = try row["hidden"]
    }
}
