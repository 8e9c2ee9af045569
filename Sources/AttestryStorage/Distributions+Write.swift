package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds a row to the ledger, whatever key it carries; returns the key it got.
    package func insert(_ row: Distribution, subject: VersionReference) throws -> ID<Distribution> {
        let item = row.handover
        return try insert(
            "distribution",
            [
                "access_ends_on": row.accessEndsOn, "agreement_id": row.agreement,
                "approved_by": row.approvedBy, "basis": row.basis,
                "bridge_letter_id": item.letter, "channel": row.channel.rawValue,
                "class": row.releaseClass.rawValue, "contact": row.person?.email,
                "contact_id": item.contact, "contact_name": row.person?.name,
                "copy_id": row.copyID, "copy_sha256": Cell.hash(row.copySHA256),
                "customer_id": item.customer, "historical": row.isHistorical,
                "imported": row.isImported,
                "outcome": item.outcome.rawValue, "override": row.override,
                "purpose": row.purpose,
                "recorded_at": row.recordedAt == change.time
                    ? recordedAt : row.recordedAt.description,
                "released_by": row.releasedBy, "released_on": item.releasedOn,
                "role": row.person?.role.rawValue, "rules_failed": row.rulesFailed,
                "sha256": Cell.hash(row.sha256), "version_id": item.version,
            ], subject: subject)
    }

    /// Records what happened to a row of the ledger. Throws `conflict` where it happened before.
    package func insertEvent(
        _ kind: DistributionEvent.Kind, on day: CivilDate, of row: ID<Distribution>,
        reason: String?, recordedOn: CivilDate, subject: VersionReference
    ) throws {
        try insert(
            "distribution_event",
            [
                "distribution_id": row, "kind": kind.rawValue, "occurred_on": day,
                "reason": reason, "recorded_on": recordedOn,
            ], subject: subject)
    }
}
