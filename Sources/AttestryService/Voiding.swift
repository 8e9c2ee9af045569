package import AttestryDomain
import AttestryStorage

/// What was, or would be, voided, and what rests on it (`rules.md`, "What exists on D").
package struct Voiding: Sendable {
    /// Something that rests on what is voided.
    package struct Rest: Hashable, Sendable, JSONConvertible {
        /// What it is.
        package enum Kind: String, Sendable, JSONConvertible {
            /// A release that relied on the agreement.
            case release
            /// Somebody who holds the version.
            case holder
            /// An evidence that names this one as its parent.
            case child
        }

        package let kind: Kind
        /// The number of the release, or the code of the evidence.
        package let name: String
        /// What it says, in words.
        package let fact: String

        package var json: JSONValue {
            ["kind": kind.json, "name": name.json, "fact": fact.json]
        }
    }

    /// What is voided.
    package let name: String
    /// What rests on it.
    package let resting: [Rest]
    /// Whether it was only tried.
    package let isDryRun: Bool

    /// The columns of a document.
    package static let columns: [Column<Voiding>] = [
        Column("code") { $0.name }, Column("dry_run") { $0.isDryRun },
        Column("resting") { $0.resting },
    ]
}

extension Voiding {
    /// The voiding of an agreement with the releases that relied on it.
    init(of agreement: Agreement, _ reading: ReadTransaction, isDryRun: Bool) throws {
        var filter = DistributionFilter()
        (filter.agreement, filter.outcome, filter.isVoided) = (agreement.id, .released, false)
        self.init(
            name: agreement.code.description,
            resting: try reading.documents(of: reading.ledger(filter)).map { Rest(.release, $0) },
            isDryRun: isDryRun)
    }

    /// The voiding of a version with those who hold it on a day and, where it is the current one,
    /// the evidence that rides on it.
    init(
        of version: Version, in world: EvidenceWorld, on day: CivilDate,
        _ reading: ReadTransaction, isDryRun: Bool
    ) throws {
        let held = try HolderRules(of: world.evidence, version, reading)
            .holdings(of: version.id, on: day)
        let rows = try reading.distributions(Set(held.map(\.lead.id.rawValue)))
        let current = try world.portfolio.verdict(on: world.evidence.code, at: day).version
        let children =
            current == version.version ? try reading.children(of: world.evidence.id) : []
        self.init(
            name: world.name(of: version).description,
            resting: try reading.documents(of: rows).map { Rest(.holder, $0) }
                + children.map {
                    Rest(
                        kind: .child, name: $0.description,
                        fact: "its parent is \(world.evidence.code)")
                }, isDryRun: isDryRun)
    }
}

extension Voiding.Rest {
    fileprivate init(_ kind: Kind, _ document: DistributionDocument) {
        let row = document.row.handover
        let who = [document.row.person?.email, document.customer?.description]
            .compactMap(\.self).joined(separator: " of ")
        self.init(
            kind: kind, name: row.id.rawValue.description,
            fact: "\(document.version) to \(who) on \(row.releasedOn)")
    }
}
