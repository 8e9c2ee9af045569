package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds a row to the ledger, whatever key it carries; returns the key it got.
    package func insert(_ row: Distribution, subject: VersionReference) throws -> ID<Distribution> {
        let item = row.handover
        let time = row.recordedAt == change.time ? recordedAt : row.recordedAt.description
        return ID(
            try insert(
                "distribution",
                [
                    "access_ends_on": .text(row.accessEndsOn), "agreement_id": .key(row.agreement),
                    "approved_by": .text(row.approvedBy), "basis": .text(row.basis),
                    "bridge_letter_id": .key(item.letter),
                    "channel": .text(row.channel.rawValue),
                    "class": .text(row.releaseClass.rawValue), "contact_id": .key(item.contact),
                    "copy_id": .text(row.copyID), "copy_sha256": .hash(row.copySHA256),
                    "customer_id": .key(item.customer), "historical": .flag(row.isHistorical),
                    "outcome": .text(item.outcome.rawValue), "override": .text(row.override),
                    "purpose": .text(row.purpose), "recorded_at": .text(time),
                    "released_by": .text(row.releasedBy), "released_on": .text(item.releasedOn),
                    "role": .text(row.role?.rawValue),
                    "rules_failed": .json(.texts(row.rulesFailed)), "sha256": .hash(row.sha256),
                    "version_id": .key(item.version),
                ], subject: subject.description))
    }

    /// Records what happened to a row of the ledger. Throws `conflict` where it happened before.
    package func insertEvent(
        _ kind: DistributionEvent.Kind, on day: CivilDate, of row: ID<Distribution>,
        reason: String?, recordedOn: CivilDate, subject: VersionReference
    ) throws {
        _ = try insert(
            "distribution_event",
            [
                "distribution_id": .key(row), "kind": .text(kind.rawValue),
                "occurred_on": .text(day), "reason": .text(reason),
                "recorded_on": .text(recordedOn),
            ], subject: subject.description)
    }
}
