package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds or replaces a kind of agreement.
    package func put(_ kind: AgreementKind) throws {
        _ = try put(
            "agreement_kind", where: ["code": .text(kind.code)],
            cells: [
                "title": .text(kind.title), "counts_as_nda": .flag(kind.countsAsNDA),
                "satisfies": .text(kind.satisfies?.rawValue),
                "retention_months": .number(kind.retentionMonths),
                "expiring_days": .number(kind.expiringDays), "origin": .text(kind.origin.rawValue),
            ], subject: kind.code.description)
    }

    /// Adds an agreement without its events; returns its key.
    package func insert(_ agreement: Agreement, of customer: ID<Customer>) throws
        -> ID<Agreement>
    {
        let kinds = try db.rows(
            "SELECT id FROM agreement_kind WHERE code = ?", [agreement.kind.code.description]
        ).map { try $0.number("id") }
        guard let kind = kinds.first else {
            throw RegistryError(.notFound, "no kind of agreement '\(agreement.kind.code)'")
        }
        let cells: Cells = [
            "code": .text(agreement.code), "customer_id": .key(customer),
            "kind_id": .number(kind),
        ]
        return ID(
            try insert("agreement", cells + agreement.cells, subject: agreement.code.description))
    }

    /// Writes the terms of an agreement.
    package func update(_ agreement: Agreement) throws {
        try update(
            "agreement", agreement.id.rawValue, agreement.cells,
            subject: agreement.code.description)
    }

    /// Records what happened to an agreement.
    package func insertEvent(
        _ kind: AgreementEvent.Kind, on day: CivilDate, of agreement: ID<Agreement>,
        named code: Code,
        successor: ID<Agreement>? = nil, party: String? = nil, reason: String? = nil,
        recordedOn: CivilDate
    ) throws {
        _ = try insert(
            "agreement_event",
            [
                "agreement_id": .key(agreement), "kind": .text(kind.rawValue),
                "occurred_on": .text(day), "successor_id": .key(successor),
                "party": .text(party), "reason": .text(reason), "recorded_on": .text(recordedOn),
            ], subject: code.description)
    }

    /// Marks an event as recorded in error.
    package func void(_ event: AgreementEvent, of code: Code) throws {
        try update(
            "agreement_event", event.id.rawValue, ["voided": .flag(true)],
            subject: code.description)
    }
}

extension Agreement {
    fileprivate var cells: Cells {
        ["recorded_on": .text(recordedOn)] + Cells(terms, AgreementTerms.fields)
    }
}
