package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The kinds of agreements by code, in their order. One that cannot be read is passed over:
    /// what is of its kind cannot be read either.
    package func agreementKinds() throws -> [AgreementKind] {
        try db.rows("SELECT * FROM agreement_kind ORDER BY code").sound(
            "agreement kind", named: "code", self
        ) { row in
            return try AgreementKind(
                code: row["code"], title: row["title"], countsAsNDA: row["counts_as_nda"],
                satisfies: row.optionalChoice("satisfies"),
                retentionMonths: row["retention_months"], expiringDays: row["expiring_days"],
                origin: row["origin"])
        }
    }

    /// The keys of all agreements, or of those with one customer, by the agreements' codes.
    package func agreementKeys(of customer: ID<Customer>?) throws -> [Int64] {
        let condition = customer == nil ? "TRUE" : "customer_id = :customer"
        return try keys(
            "SELECT id FROM agreement WHERE \(condition) ORDER BY code",
            customer.map { ["customer": $0] } ?? [])
    }

    /// The agreements of one customer in the order of their codes. Who asks for many customers
    /// hands in the kinds.
    package func agreements(of customer: ID<Customer>, kinds: [AgreementKind]? = nil) throws
        -> [Agreement]
    {
        try agreements(
            where: "agreement.customer_id = ?", [customer], kinds ?? agreementKinds())
    }

    /// The agreements of the customers of these keys in the order of their codes.
    package func agreements(ofAny customers: Set<Int64>) throws -> [Agreement] {
        try agreements(
            where: "agreement.customer_id IN (SELECT value FROM json_each(?))", [customers.list],
            agreementKinds())
    }

    /// The agreements of these keys in the order of their codes.
    package func agreements(_ keys: Set<Int64>) throws -> [Agreement] {
        try agreements(
            where: "agreement.id IN (SELECT value FROM json_each(?))", [keys.list],
            agreementKinds())
    }

    /// The keys of the agreements of these customers.
    package func agreementKeys(ofAny customers: Set<Int64>) throws -> Set<Int64> {
        Set(
            try keys(
                "SELECT id FROM agreement WHERE customer_id IN (SELECT value FROM json_each(?))",
                [customers.list]))
    }

    /// The keys of the customers that these agreements are with.
    package func customerKeys(ofAgreements agreements: Set<Int64>) throws -> Set<Int64> {
        Set(
            try keys(
                "SELECT customer_id FROM agreement WHERE id IN (SELECT value FROM json_each(?))",
                [agreements.list]))
    }

    /// The customer that an agreement of this code is with. Throws `notFound` with the codes that
    /// come near.
    package func customerOfAgreement(_ code: Code) throws -> ID<Customer> {
        let customer =
            try db.value(
                "SELECT customer_id FROM agreement WHERE code = ?",
                [current(code, of: .agreement)]) as ID<Customer>?
        guard let customer else {
            throw RegistryError.notFound(
                "agreement", code.description, among: try codes(of: .agreement))
        }
        return customer
    }

    private func agreements(
        where condition: String, _ arguments: Cells, _ kinds: [AgreementKind]
    ) throws -> [Agreement] {
        let kinds = Dictionary(kinds.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        let events: [ID<Agreement>: [AgreementEvent]] = try db.rows(
            """
            SELECT agreement_id, event.id, kind, occurred_on, successor_id,
              successor.code AS successor, party,
              reason, event.recorded_on, voided
            FROM agreement_event AS event JOIN agreement ON agreement.id = agreement_id
              LEFT JOIN agreement AS successor ON successor.id = successor_id
            WHERE \(condition) ORDER BY event.id
            """, arguments
        ).grouped { row in (try row["agreement_id"], try AgreementEvent(row: row)) }
        return try db.rows(
            """
            SELECT agreement.kind_id, agreement_kind.code AS kind, agreement.id, renewal, ends_on,
              initial_term_months, term_months, survival_basis, survival_months, agreement.code,
              customer_id, customer.code AS customer, template, agreement.ref, effective_on,
              notice_days, notice_months, agreement.recorded_on
            FROM agreement LEFT JOIN customer ON customer.id = agreement.customer_id
              LEFT JOIN agreement_kind ON agreement_kind.id = agreement.kind_id
            WHERE \(condition) ORDER BY agreement.code
            """, arguments
        ).map { row in
            guard let kind = kinds[try row.named("kind", by: "kind_id")] else {
                throw RegistryError(.damaged, "its kind '\(row.lossy("kind"))' cannot be read")
            }
            return try Agreement(row: row, kind: kind, events: events)
        }
    }
}

extension AgreementEvent {
    fileprivate init(row: Row) throws {
        try self.init(
            id: row["id"], kind: row["kind"], occurredOn: row["occurred_on"],
            successor: row.optionallyNamed("successor", by: "successor_id"), party: row["party"],
            reason: row["reason"], recordedOn: row["recorded_on"], isVoided: row["voided"])
    }
}

extension Agreement {
    fileprivate init(row: Row, kind: AgreementKind, events: [ID<Agreement>: [AgreementEvent]])
        throws
    {
        let id: ID<Agreement> = try row["id"]
        var terms = AgreementTerms()
        try row.fill(&terms, AgreementTerms.fields)
        guard terms.isWhole else { throw row.damaged("renewal") }
        try self.init(
            id: id, code: row["code"], customer: row.named("customer", by: "customer_id"),
            kind: kind, terms: terms,
            recordedOn: row["recorded_on"], events: events[id] ?? [])
    }
}
