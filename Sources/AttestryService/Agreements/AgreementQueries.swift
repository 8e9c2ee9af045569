package import AttestryDomain
import AttestryLog
import AttestryStorage

/// An agreement as the outside sees it on a day.
package struct AgreementDocument: Sendable {
    /// The agreement.
    package let agreement: Agreement
    /// Its standing on the day.
    package let standing: AgreementStanding
    /// The day asked about.
    package let day: CivilDate
    /// The name and hash of the document that is attached to it.
    package let document: (name: String, sha256: String)?

    init(
        _ agreement: Agreement, in world: CustomerWorld, on day: CivilDate,
        _ reading: ReadTransaction, withDocument: Bool = false
    ) throws {
        self.agreement = agreement
        self.day = day
        standing = try world.standing(of: agreement, on: day, reading)
        document =
            withDocument
            ? try reading.document(of: .agreement(agreement.id)).map { ($0.name, $0.sha256) } : nil
    }

    /// The document as scripts read it (`cli.md`, "Shapes scripts rely on").
    package var json: JSONValue {
        var fields = summary
        fields["as_of"] = .text(day)
        fields["document"] =
            document.map { ["name": .string($0.name), "sha256": .string($0.sha256)] } ?? .null
        fields["events"] = .array(
            agreement.events.map { event in
                [
                    "kind": .string(event.kind.rawValue), "occurred_on": .text(event.occurredOn),
                    "successor": .text(event.successor), "party": .text(event.party),
                    "reason": .text(event.reason), "voided": .bool(event.isVoided),
                    "recorded_on": .text(event.recordedOn),
                ]
            })
        return .object(fields)
    }

    /// The fields that a list and a show share.
    package var summary: [String: JSONValue] {
        var fields: [String: JSONValue] = [
            "code": .text(agreement.code), "customer": .text(agreement.customer),
            "kind": .text(agreement.kind.code),
            "state": .string(standing.state.rawValue), "since": .text(standing.since),
            "in_force": .bool(standing.isInForce), "flags": .texts(standing.sortedFlags),
            "executed_on": .text(agreement.executedOn),
            "signed_by": .text(agreement.first(.executed)?.party),
            "term_start": .text(standing.termStart), "term_end": .text(standing.termEnd),
            "notice_deadline": .text(standing.noticeDeadline),
            "ended_on": .text(standing.endedOn),
            "survival_until": .text(standing.survivalUntil),
            "survives_indefinitely": .bool(standing.survivesIndefinitely),
            "retain_until": .text(standing.retainUntil),
            "retained_indefinitely": .bool(standing.isRetainedIndefinitely),
            "counts_as_nda": .bool(agreement.kind.countsAsNDA),
        ]
        for field in AgreementTerms.fields { fields[field.name] = field.value(agreement.terms) }
        return fields
    }
}

/// Which agreements a list keeps.
package struct AgreementFilter: Sendable {
    /// Only agreements with this customer.
    package var customer: String?
    /// Only agreements of this kind.
    package var kind: String?
    /// Only agreements in this state.
    package var state: String?
    /// Only agreements in force.
    package var inForceOnly: Bool

    package init(customer: String?, kind: String?, state: String?, inForceOnly: Bool) {
        self.customer = customer
        self.kind = kind
        self.state = state
        self.inForceOnly = inForceOnly
    }

    func keeps(_ document: AgreementDocument) -> Bool {
        (kind.map { $0 == document.agreement.kind.code.description } ?? true)
            && (state.map { $0 == document.standing.state.rawValue } ?? true)
            && (!inForceOnly || document.standing.isInForce)
    }

    func check(_ reading: ReadTransaction) throws {
        let states = AgreementStanding.State.allCases.map(\.rawValue)
        if let state, !states.contains(state) {
            throw RegistryError.notFound("state", state, among: states)
        }
        let kinds = try reading.agreementKinds().map(\.code.description)
        if let kind, !kinds.contains(kind) {
            throw RegistryError.notFound("kind of agreement", kind, among: kinds)
        }
    }
}

extension Registry {
    /// One agreement on a day. Throws `notFound`.
    package func agreement(_ code: Code, asOf day: CivilDate?) throws -> AgreementDocument {
        return try read(asOf: day) { reading, day in
            let found = try AgreementWorld(code, reading)
            return try AgreementDocument(
                found.agreement, in: found.world, on: day, reading, withDocument: true)
        }
    }

    /// The agreements that the filter keeps, on a day, in the order of the codes.
    package func agreements(_ filter: AgreementFilter, asOf day: CivilDate?) throws
        -> [AgreementDocument]
    {
        try read(asOf: day) { reading, day in
            try filter.check(reading)
            return try reading.customerWorlds(only: filter.customer).flatMap { world in
                try world.agreements.map {
                    try AgreementDocument($0, in: world, on: day, reading)
                }
            }.filter(filter.keeps).sorted { $0.agreement.code < $1.agreement.code }
        }
    }

    /// Agreements of a kind that are in force, or will be, on another template than the one named.
    package func paper(_ kind: String, template: String, asOf day: CivilDate?) throws
        -> [AgreementDocument]
    {
        let filter = AgreementFilter(customer: nil, kind: kind, state: nil, inForceOnly: false)
        return try agreements(filter, asOf: day).filter {
            ($0.standing.isInForce || $0.standing.state == .notYetEffective)
                && $0.agreement.template != template
        }
    }

    /// Everything that was recorded about an agreement, oldest first.
    package func agreementHistory(_ code: Code) throws -> [JSONValue] {
        return try store.read { reading in
            _ = try reading.customerOfAgreement(code)
            return try reading.entries(about: code.description, newest: nil).reversed()
                .history(of: ["agreement", "agreement_event", "attachment"])
        }
    }

    /// The codes of all agreements, for completion.
    package func agreementCodes() throws -> [String] {
        try store.read { try $0.agreementCodes() }
    }
}

extension ReadTransaction {
    /// All customers, or the one of this code, each with its agreements.
    func customerWorlds(only code: String? = nil) throws -> [CustomerWorld] {
        if let code {
            return [try CustomerWorld(customer(Code(code, field: "customer")), self)]
        }
        return try customerWorlds(nil)
    }

    /// The customers of these keys, or all, each with its agreements.
    func customerWorlds(_ keys: Set<Int64>?) throws -> [CustomerWorld] {
        let agreements = Dictionary(grouping: try agreements(ofAny: keys), by: \.customer)
        return try customers(keys).map { CustomerWorld($0, agreements: agreements[$0.code] ?? []) }
    }
}
