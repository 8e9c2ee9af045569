package import AttestryDomain

/// A row of the ledger with the names of what its keys stand for, as it stood on a day.
package struct DistributionDocument: Sendable {
    package let row: Distribution
    package let version: VersionReference
    let customer: Code?
    let agreement: Code?
    /// The day from which the person is no longer at the customer.
    let leftOn: CivilDate?
    /// The day asked about: what happened to the row later is not told of.
    let day: CivilDate

    /// The columns of the ledger.
    package static let columns: [Column<DistributionDocument>] =
        first + [
            Column("letter", .fileOnly) { $0.row.handover.letter != nil },
            Column("contact_name", .fileOnly) { $0.row.person?.name },
            Column("class", .fileOnly) { $0.row.releaseClass },
            Column("role", .fileOnly) { $0.row.person?.role },
            Column("basis", .fileOnly) { $0.row.basis },
            Column("agreement", .fileOnly) { $0.agreement },
            Column("purpose", .fileOnly) { $0.row.purpose },
            Column("sha256", .fileOnly) { $0.row.sha256 },
            Column("copy_sha256", .fileOnly) { $0.row.copySHA256 },
            Column("copy_id", .fileOnly) { $0.row.copyID },
            Column("historical", .fileOnly) { $0.row.isHistorical },
            Column("imported", .fileOnly) { $0.row.isImported },
            Column("override", .fileOnly) { $0.row.override },
            Column("approved_by", .fileOnly) { $0.row.approvedBy },
            Column("access_ends_on", .fileOnly) { $0.row.accessEndsOn },
            day("received_on", .received, .fileOnly), day("recalled_on", .recalled, .fileOnly),
            day("acknowledged_on", .acknowledged, .fileOnly),
            day("access_ended_on", .accessEnded, .fileOnly),
            day("voided_on", .voided, .fileOnly),
            Column("void_reason", .fileOnly) { $0.first(.voided)?.reason },
            Column("recorded_at", .fileOnly) { $0.row.recordedAt },
        ]

    private static let first: [Column<DistributionDocument>] = [
        Column("id") { $0.row.handover.id }, Column("released_on") { $0.row.handover.releasedOn },
        Column("outcome") { $0.row.handover.outcome }.toned {
            $0.row.handover.outcome == .released ? .good : .bad
        },
        Column("evidence") { $0.version.code }, Column("version") { $0.version.version },
        Column("customer") { $0.customer }, Column("contact") { $0.row.person?.email },
        Column("rules_failed", .ifThereIsRoom) { $0.row.rulesFailed },
        Column("channel", .ifThereIsRoom) { $0.row.channel },
        Column("released_by", .ifThereIsRoom) { $0.row.releasedBy },
    ]

    /// The day on which something happened to it first, by the day asked about.
    private static func day(
        _ name: String, _ kind: DistributionEvent.Kind, _ place: ColumnPlace = .always
    ) -> Column<DistributionDocument> {
        Column(name, place) { $0.first(kind)?.occurredOn }
    }

    /// What happened to it first of a kind, by the day asked about.
    func first(_ kind: DistributionEvent.Kind) -> DistributionEvent? {
        row.handover.first(kind, by: day)
    }
}
