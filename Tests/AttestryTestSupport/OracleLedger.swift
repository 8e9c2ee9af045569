import AttestryDomain

/// One combination of what the gate looks at, and the rules that refuse by the oracle.
package struct OracleGateCase: Decodable, Sendable {
    struct Paper: Decodable, Sendable {
        let state: String
        let counts_as_nda: Bool
    }

    let `class`: String
    let needs_nda: Bool
    let role: String?
    let named: Bool
    let left: Bool
    let basis: Bool
    let agreement: Paper?
    let is_report: Bool
    let state: String
    let superseded: Bool
    let issued: Bool
    let contract_overlaps: Bool
    let historical: Bool
    package let expected: [String]

    /// The rules that refuse by the product; nil where the case does not fit its values.
    package func failures() throws -> [String]? {
        guard let releaseClass = ReleaseClass(rawValue: self.class),
            let state = Verdict.State(rawValue: state)
        else { return nil }
        let agreements = try agreement.map { paper -> [GateAgreement] in
            guard let state = AgreementStanding.State(rawValue: paper.state) else { return [] }
            return [
                GateAgreement(
                    code: try Code("acme-nda", field: "code"), countsAsNDA: paper.counts_as_nda,
                    state: state, effectiveOn: CivilDate(dayNumber: 0))
            ]
        }
        return GateQuestion(
            releaseClass: releaseClass, needsNDA: needs_nda, state: state, isReport: is_report,
            isIssued: issued, isSuperseded: superseded, contractOverlaps: contract_overlaps,
            agreements: agreements ?? [], role: role.flatMap(Contact.Role.init), hasLeft: left,
            hasBasis: basis, isHistorical: historical
        ).failures.map(\.rawValue)
    }
}

/// A random history of a ledger, and who holds a version by the oracle: one holding a person.
package struct OracleHolderCase: Decodable, Sendable {
    struct Row: Decodable, Sendable {
        let id: Int64
        let version: Int64
        let customer: Int64
        let contact: Int64?
        let on: String
        let released: Bool
        let letter: Bool
    }

    struct Happening: Decodable, Sendable {
        let row: Int64
        let kind: String
        let on: String
    }

    let versions: [Int64]
    let rows: [Row]
    let events: [Happening]
    let ask: Int64
    let as_of: String
    package let expected: [OracleHolding]

    /// Who holds the version by the product.
    package func holdings() -> [OracleHolding] {
        let rows = rows.map { row in
            Handover(
                id: ID(row.id), releasedOn: day(row.on),
                outcome: row.released ? .released : .refused, customer: ID(row.customer),
                contact: row.contact.map { ID($0) }, version: ID(row.version),
                letter: row.letter ? ID(1) : nil, events: happenings(to: row.id))
        }
        return HolderRules(rows, succession: versions.map { ID($0) })
            .holdings(of: ID(ask), on: day(as_of))
            .map { OracleHolding($0.lead.id.rawValue, $0.copies.map(\.id.rawValue)) }
    }

    private func happenings(to row: Int64) -> [DistributionEvent] {
        events.enumerated().filter { $0.element.row == row }.compactMap { index, event in
            DistributionEvent.Kind(rawValue: event.kind).map {
                DistributionEvent(
                    id: ID(Int64(index)), kind: $0, occurredOn: day(event.on),
                    recordedOn: CivilDate(dayNumber: 0))
            }
        }
    }
}

/// The number of a holding and its rows, which the oracle writes as a pair.
package struct OracleHolding: Decodable, Equatable, Sendable {
    let number: Int64
    let rows: [Int64]

    fileprivate init(_ number: Int64, _ rows: [Int64]) {
        self.number = number
        self.rows = rows
    }

    package init(from decoder: any Decoder) throws {
        var pair = try decoder.unkeyedContainer()
        number = try pair.decode(Int64.self)
        rows = try pair.decode([Int64].self)
    }
}
