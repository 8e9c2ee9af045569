package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds an evidence without versions; returns its key.
    package func insertEvidence(
        _ code: Code, scheme: Int64, title: String?, owner: String?, refs: [String],
        recordedOn: CivilDate
    ) throws -> ID<Evidence> {
        try insert(
            "evidence",
            [
                "code": code, "scheme_id": scheme, "title": title, "owner": owner, "ref": refs,
                "recorded_on": recordedOn,
            ], subject: code)
    }

    /// Writes what belongs to the evidence itself: title, owner, what other systems call it,
    /// the day it was given up.
    package func update(_ evidence: Evidence) throws {
        try update(
            "evidence", evidence.id,
            [
                "title": evidence.title, "owner": evidence.owner, "ref": evidence.refs,
                "discontinued_on": evidence.discontinuedOn,
            ], subject: evidence.code)
    }

    /// Adds a version of an evidence under this number; returns its key.
    package func insert(
        _ content: VersionContent, _ version: VersionReference, of evidence: ID<Evidence>,
        scheme: CatalogueItem, recordedOn: CivilDate
    ) throws -> ID<Version> {
        try insert(
            "version",
            ["evidence_id": evidence, "recorded_on": recordedOn, "version": version.version]
                + cells(of: content, scheme: scheme), subject: version)
    }

    /// Replaces what a version says, the day it was recorded, and whether it stands.
    package func update(_ version: Version, _ name: VersionReference, scheme: CatalogueItem) throws
    {
        try update(
            "version", version.id,
            ["recorded_on": version.recordedOn, "voided": version.isVoided]
                + cells(of: version.content, scheme: scheme), subject: name)
    }

    /// Records what happened to a version.
    package func insertEvent(
        _ kind: Event.Kind, on day: CivilDate, reason: String?, of version: ID<Version>,
        _ name: VersionReference, recordedOn: CivilDate
    ) throws {
        try insert(
            "event",
            [
                "version_id": version, "kind": kind.rawValue, "occurred_on": day,
                "reason": reason, "recorded_on": recordedOn,
            ], subject: name)
    }

    /// Marks an event as recorded in error, or as none.
    package func void(_ event: Event, of name: VersionReference, takesBack: Bool) throws {
        try update("event", event.id, ["voided": !takesBack], subject: name)
    }

    /// Adds something due inside a version's life.
    package func insertMilestone(
        _ kind: String, due day: CivilDate, of version: ID<Version>, _ name: VersionReference,
        recordedOn: CivilDate
    ) throws {
        try insert(
            "milestone",
            ["version_id": version, "kind": kind, "due_on": day, "recorded_on": recordedOn],
            subject: name)
    }

    /// Writes when a milestone is due and was done, and whether it stands.
    package func update(_ milestone: Milestone, of name: VersionReference) throws {
        try update(
            "milestone", milestone.id,
            [
                "due_on": milestone.dueOn, "done_on": milestone.doneOn,
                "voided": milestone.isVoided,
            ], subject: name)
    }

    /// Adds a bridge letter to a version; returns its key.
    package func insertLetter(
        from: CivilDate, to: CivilDate, signed: CivilDate, signer: String, of version: ID<Version>,
        _ name: VersionReference, recordedOn: CivilDate
    ) throws -> ID<BridgeLetter> {
        try insert(
            "bridge_letter",
            [
                "version_id": version, "from_on": from, "to_on": to, "signed_on": signed,
                "signer": signer, "recorded_on": recordedOn,
            ], subject: name)
    }

    /// Marks a bridge letter as recorded in error, or as none.
    package func void(_ letter: BridgeLetter, of name: VersionReference, takesBack: Bool) throws {
        try update("bridge_letter", letter.id, ["voided": !takesBack], subject: name)
    }

    private func cells(of content: VersionContent, scheme: CatalogueItem) throws -> Cells {
        let edition = scheme.editions.first { $0.code == content.edition }
        let parent = try content.parent.map { try reading.evidenceKey($0) }
        return [
            "edition_id": edition?.key, "parent_id": parent,
            "identifiers": JSONValue.object(content.identifiers.mapValues { .string($0) }),
        ] + Cells(content, VersionContent.columns)
    }
}

extension ReadTransaction {
    /// The key of the evidence of this code. Throws `notFound`.
    package func evidenceKey(_ code: Code) throws -> ID<Evidence> {
        try key(code, of: .evidence)
    }
}
