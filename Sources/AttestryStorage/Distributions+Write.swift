package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds a row to the ledger, whatever key it carries; returns the key it got.
    package func insert(_ row: LedgerRow, subject: VersionReference) throws -> ID<Distribution> {
        let item = row.distribution
        return ID(
            try insert(
                "distribution",
                [
                    "released_on": .text(item.releasedOn),
                    "recorded_at": .text(
                        row.recordedAt == change.time ? recordedAt : row.recordedAt.description),
                    "released_by": .text(row.releasedBy), "outcome": .text(item.outcome.rawValue),
                    "customer_id": .key(item.customer), "contact_id": .key(item.contact),
                    "version_id": .key(item.version), "bridge_letter_id": .key(item.letter),
                    "class": .text(row.releaseClass.rawValue), "role": .text(row.role?.rawValue),
                    "basis": .text(row.basis), "agreement_id": .key(row.agreement),
                    "purpose": .text(row.purpose), "channel": .text(row.channel.rawValue),
                    "sha256": .text(row.sha256), "copy_sha256": .text(row.copySHA256),
                    "copy_id": .text(row.copyID), "historical": .flag(row.isHistorical),
                    "rules_failed": .json(.texts(row.rulesFailed)),
                    "override": .text(row.override), "approved_by": .text(row.approvedBy),
                    "access_ends_on": .text(row.accessEndsOn),
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
