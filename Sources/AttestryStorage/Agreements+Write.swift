package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds or replaces a kind of agreement.
    package func put(_ kind: AgreementKind) throws {
        _ = try put(
            "agreement_kind", where: ["code": kind.code],
            cells: Cells(kind, AgreementKind.fields) + ["origin": kind.origin.rawValue],
            subject: kind.code)
    }

    /// Adds an agreement without its events; returns its key.
    package func insert(_ agreement: Agreement, of customer: ID<Customer>) throws
        -> ID<Agreement>
    {
        let kind: ID<AgreementKind>? = try reading.key(of: "agreement_kind", agreement.kind.code)
        guard let kind else {
            throw RegistryError(.notFound, "no kind of agreement '\(agreement.kind.code)'")
        }
        return try insert(
            "agreement",
            ["code": agreement.code, "customer_id": customer, "kind_id": kind] + agreement.cells,
            subject: agreement.code)
    }

    /// Writes the terms of an agreement.
    package func update(_ agreement: Agreement) throws {
        try update("agreement", agreement.id, agreement.cells, subject: agreement.code)
    }

    /// Records what happened to an agreement.
    package func insertEvent(
        _ kind: AgreementEvent.Kind, on day: CivilDate, of agreement: ID<Agreement>,
        named code: Code,
        successor: ID<Agreement>? = nil, party: String? = nil, reason: String? = nil,
        recordedOn: CivilDate
    ) throws {
        try insert(
            "agreement_event",
            [
                "agreement_id": agreement, "kind": kind.rawValue, "occurred_on": day,
                "successor_id": successor, "party": party, "reason": reason,
                "recorded_on": recordedOn,
            ], subject: code)
    }

    /// Marks an event as recorded in error, or as none.
    package func void(_ event: AgreementEvent, of code: Code, takesBack: Bool) throws {
        try update("agreement_event", event.id, ["voided": !takesBack], subject: code)
    }
}

extension Agreement {
    fileprivate var cells: Cells {
        ["recorded_on": recordedOn] + Cells(terms, AgreementTerms.fields)
    }
}
