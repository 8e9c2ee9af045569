package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds an evidence without versions; returns its key.
    package func insertEvidence(
        _ code: Code, scheme: Int64, title: String?, owner: String?, recordedOn: CivilDate
    ) throws -> ID<Evidence> {
        ID(
            try insert(
                "evidence",
                [
                    "code": .text(code), "scheme_id": .number(Int(scheme)), "title": .text(title),
                    "owner": .text(owner), "recorded_on": .text(recordedOn),
                ], subject: code.description))
    }

    /// Writes what belongs to the evidence itself: title, owner, the day it was given up.
    package func update(_ evidence: Evidence) throws {
        try update(
            "evidence", evidence.id.rawValue,
            [
                "title": .text(evidence.title), "owner": .text(evidence.owner),
                "discontinued_on": .text(evidence.discontinuedOn),
            ], subject: evidence.code.description)
    }

    /// Adds a version of an evidence under this number; returns its key.
    package func insert(
        _ content: VersionContent, _ version: VersionReference, of evidence: ID<Evidence>,
        scheme: CatalogueItem, recordedOn: CivilDate
    ) throws -> ID<Version> {
        let cells: Cells = [
            "evidence_id": .key(evidence), "recorded_on": .text(recordedOn),
            "version": .number(version.version),
        ]
        return ID(
            try insert(
                "version", cells + self.cells(of: content, scheme: scheme),
                subject: version.description))
    }

    /// Replaces what a version says, the day it was recorded, and whether it stands.
    package func update(_ version: Version, _ name: VersionReference, scheme: CatalogueItem) throws
    {
        let cells: Cells = [
            "recorded_on": .text(version.recordedOn), "voided": .flag(version.isVoided),
        ]
        try update(
            "version", version.id.rawValue,
            cells + self.cells(of: version.content, scheme: scheme), subject: name.description)
    }

    /// Records what happened to a version.
    package func insertEvent(
        _ kind: Event.Kind, on day: CivilDate, reason: String?, of version: ID<Version>,
        _ name: VersionReference, recordedOn: CivilDate
    ) throws {
        _ = try insert(
            "event",
            [
                "version_id": .key(version), "kind": .text(kind.rawValue),
                "occurred_on": .text(day),
                "reason": .text(reason), "recorded_on": .text(recordedOn),
            ], subject: name.description)
    }

    /// Marks an event as recorded in error.
    package func void(_ event: Event, of name: VersionReference) throws {
        try update("event", event.id.rawValue, ["voided": .flag(true)], subject: name.description)
    }

    /// Adds something due inside a version's life.
    package func insertMilestone(
        _ kind: String, due day: CivilDate, of version: ID<Version>, _ name: VersionReference,
        recordedOn: CivilDate
    ) throws {
        _ = try insert(
            "milestone",
            [
                "version_id": .key(version), "kind": .text(kind), "due_on": .text(day),
                "recorded_on": .text(recordedOn),
            ], subject: name.description)
    }

    /// Writes the day a milestone was done, and whether it stands.
    package func update(_ milestone: Milestone, of name: VersionReference) throws {
        try update(
            "milestone", milestone.id.rawValue,
            ["done_on": .text(milestone.doneOn), "voided": .flag(milestone.isVoided)],
            subject: name.description)
    }

    /// Adds a bridge letter to a version; returns its key.
    package func insertLetter(
        from: CivilDate, to: CivilDate, signed: CivilDate, signer: String, of version: ID<Version>,
        _ name: VersionReference, recordedOn: CivilDate
    ) throws -> ID<BridgeLetter> {
        ID(
            try insert(
                "bridge_letter",
                [
                    "version_id": .key(version), "from_on": .text(from), "to_on": .text(to),
                    "signed_on": .text(signed), "signer": .text(signer),
                    "recorded_on": .text(recordedOn),
                ], subject: name.description))
    }

    /// Marks a bridge letter as recorded in error.
    package func void(_ letter: BridgeLetter, of name: VersionReference) throws {
        try update(
            "bridge_letter", letter.id.rawValue, ["voided": .flag(true)], subject: name.description)
    }

    private func cells(of content: VersionContent, scheme: CatalogueItem) throws -> Cells {
        let edition = scheme.editions.first { $0.code == content.edition }
        let parent = try content.parent.map { try reading.evidenceKey($0) }
        let keys: Cells = [
            "edition_id": .number(edition.map { Int($0.key) }), "parent_id": .key(parent),
            "identifiers": .json(.object(content.identifiers.mapValues { .string($0) })),
        ]
        return keys + Cells(content, VersionContent.columns)
    }
}

extension ReadTransaction {
    /// The key of the evidence of this code. Throws `notFound`.
    package func evidenceKey(_ code: Code) throws -> ID<Evidence> {
        let key = try Int64.fetchOne(
            db, sql: "SELECT id FROM evidence WHERE code = ?", arguments: [code.description])
        guard let key else {
            throw RegistryError.notFound("evidence", code.description, among: try evidenceCodes())
        }
        return ID(key)
    }
}
