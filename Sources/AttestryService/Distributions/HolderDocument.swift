package import AttestryDomain
import AttestryStorage

/// Who holds a version on a day: one person, or the company where nobody was named, with all their
/// copies of it.
package struct HolderDocument: Sendable {
    /// The row under whose number it is followed up.
    package let lead: DistributionDocument
    /// The rows by which it is held, in the order of recording.
    let copies: [DistributionDocument]
    /// What of it is superseded, stale, withdrawn or recalled.
    package internal(set) var marks: [String] = []

    /// Whether it was asked for.
    var isRecalled: Bool { lead.first(.recalled) != nil }
    /// How many copies.
    package var count: Int { copies.count }
    /// The first day of it.
    package var since: CivilDate? { copies.map(\.row.handover.releasedOn).min() }
    /// The person as the last copy names them.
    package var person: Distribution.Person? { (copies.last ?? lead).row.person }

    /// The columns of a list of who holds what.
    package static let columns: [Column<HolderDocument>] = [
        Column("id") { $0.lead.row.handover.id }, Column("evidence") { $0.lead.version.code },
        Column("version") { $0.lead.version.version }, Column("customer") { $0.lead.customer },
        Column("contact") { $0.person?.email }, Column("contact_name") { $0.person?.name },
        Column("left_on", .fileOnly) { $0.lead.leftOn }, Column("released_on") { $0.since },
        Column("recalled_on") { $0.lead.first(.recalled)?.occurredOn },
        Column("received_on", .ifThereIsRoom) { holder in
            holder.copies.compactMap { $0.first(.received)?.occurredOn }.min()
        },
        Column("copies", .ifThereIsRoom) { $0.copies.map(\.row.copyID) },
        Column("copies", .jsonOnly) { holder in
            holder.copies.map { JSONValue($0, DistributionDocument.columns) }
        },
    ]
}

extension Registry {
    /// Hands in who holds a version on a day; without one, all versions of all evidence by their
    /// codes and numbers.
    package func eachHolder(
        of reference: VersionReference?, asOf day: CivilDate?,
        _ body: (HolderDocument) throws -> Void
    ) throws {
        try read(asOf: day) { reading, day in
            if let reference {
                let world = try EvidenceWorld(reference.code, as: nil, reading)
                let version = try world.version(reference, on: day)
                return try reading.holders(of: version, in: world.evidence, on: day).forEach(body)
            }
            let given = try reading.versionsInLedger()
            for evidence in try reading.readableEvidence() {
                for version in evidence.versions where given.contains(version.id) {
                    try reading.sound("version", "\(evidence.code)@\(version.version)") {
                        try reading.holders(of: version, in: evidence, on: day)
                    }?.forEach(body)
                }
            }
        }
    }
}

extension ReadTransaction {
    fileprivate func holders(of version: Version, in evidence: Evidence, on day: CivilDate) throws
        -> [HolderDocument]
    {
        let holdings = try HolderRules(of: evidence, version, self)
            .holdings(of: version.id, on: day)
        let keys = Set(holdings.flatMap(\.copies).map(\.id.rawValue))
        let rows = try documents(of: distributions(keys), on: day).byKey
        return holdings.compactMap { HolderDocument($0, rows) }
    }
}

extension HolderDocument {
    /// The holding with the rows that it consists of.
    init?(_ holding: Holding, _ rows: [ID<Distribution>: DistributionDocument]) {
        guard let lead = rows[holding.lead.id] else { return nil }
        self.lead = lead
        copies = holding.copies.compactMap { rows[$0.id] }
    }
}

extension [DistributionDocument] {
    /// The rows by their numbers.
    var byKey: [ID<Distribution>: DistributionDocument] {
        Dictionary(map { ($0.row.handover.id, $0) }) { first, _ in first }
    }
}

extension HolderRules {
    /// The rules over all rows that tell who holds a version: its own, and those by which the same
    /// customers got a newer one.
    init(of evidence: Evidence, _ version: Version, _ reading: ReadTransaction) throws {
        let succession = evidence.standing
        let index = succession.firstIndex { $0.id == version.id }
        let newer = index.map { succession[($0 + 1)...].map(\.id) } ?? succession.map(\.id)
        let order = index == nil ? [version.id] + newer : succession.map(\.id)
        self.init(
            try reading.holdings(of: version.id, newer: newer), succession: order)
    }
}
