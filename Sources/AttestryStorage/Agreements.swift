package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The kinds of agreements by code, in their order.
    package func agreementKinds() throws -> [AgreementKind] {
        try db.rows(
            """
            SELECT code, title, counts_as_nda, satisfies, retention_months, expiring_days, origin
            FROM agreement_kind ORDER BY code
            """
        ).map { try AgreementKind(row: $0) }
    }

    /// The codes of all agreements, sorted.
    package func agreementCodes() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT code FROM agreement ORDER BY code")
    }

    /// Whether there is an agreement of this code.
    package func hasAgreement(_ code: Code) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM agreement WHERE code = ?")
        return try Int.fetchOne(statement, arguments: [code.description]) != nil
    }

    /// The agreements of one customer, or of all, in the order of their codes. Who asks for many
    /// customers hands in the kinds.
    package func agreements(of customer: ID<Customer>? = nil, kinds: [AgreementKind]? = nil) throws
        -> [Agreement]
    {
        let kinds = try kinds ?? agreementKinds()
        guard let customer else { return try agreements(where: "TRUE", [], kinds) }
        return try agreements(where: "agreement.customer_id = ?", [customer.rawValue], kinds)
    }

    /// The agreements of the customers of these keys, or of all, in the order of their codes.
    package func agreements(ofAny customers: Set<Int64>?) throws -> [Agreement] {
        guard let customers else { return try agreements() }
        return try agreements(
            where: "agreement.customer_id IN (SELECT value FROM json_each(?))", [customers.list],
            agreementKinds())
    }

    /// The keys of the agreements of these customers.
    package func agreementKeys(ofAny customers: Set<Int64>) throws -> Set<Int64> {
        try Int64.fetchSet(
            db,
            sql: """
                SELECT id FROM agreement WHERE customer_id IN (SELECT value FROM json_each(?))
                """, arguments: [customers.list])
    }

    /// The customer that an agreement of this code is with. Throws `notFound` with the codes that
    /// come near.
    package func customerOfAgreement(_ code: Code) throws -> ID<Customer> {
        let statement = try db.cachedStatement(
            sql: "SELECT customer_id FROM agreement WHERE code = ?")
        guard let key = try Int64.fetchOne(statement, arguments: [code.description]) else {
            throw RegistryError.notFound(
                "agreement", code.description, among: try agreementCodes())
        }
        return ID(key)
    }

    private func agreements(
        where condition: String, _ arguments: StatementArguments, _ kinds: [AgreementKind]
    ) throws -> [Agreement] {
        let kinds = Dictionary(kinds.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        var events: [ID<Agreement>: [AgreementEvent]] = [:]
        let rows = try db.rows(
            """
            SELECT agreement_id, event.id, kind, occurred_on, successor.code AS successor, party,
              reason, event.recorded_on, voided
            FROM agreement_event AS event JOIN agreement ON agreement.id = agreement_id
              LEFT JOIN agreement AS successor ON successor.id = successor_id
            WHERE \(condition) ORDER BY event.id
            """, arguments)
        while let row = try rows.next() {
            events[try row.id("agreement_id"), default: []].append(try AgreementEvent(row: row))
        }
        return try db.rows(
            """
            SELECT agreement_kind.code AS kind, agreement.id, renewal, ends_on, term_months,
              survival_basis, survival_months, agreement.code, customer.code AS customer, template,
              effective_on, notice_days, agreement.recorded_on
            FROM agreement JOIN customer ON customer.id = agreement.customer_id
              JOIN agreement_kind ON agreement_kind.id = agreement.kind_id
            WHERE \(condition) ORDER BY agreement.code
            """, arguments
        ).map { row in
            guard let kind = kinds[try row.code("kind")] else {
                throw RegistryError(.damaged, "agreement '\(row.lossy("code"))' has no kind")
            }
            return try Agreement(row: row, kind: kind, events: events)
        }
    }
}

extension AgreementKind {
    fileprivate init(row: Row) throws {
        let satisfies = try row.optionalText("satisfies").flatMap(Duty.init)
        self.init(
            code: try row.code("code"), title: try row.text("title"),
            countsAsNDA: try row.flag("counts_as_nda"), satisfies: satisfies,
            retentionMonths: try row.number("retention_months"),
            expiringDays: try row.number("expiring_days"), origin: try row.choice("origin"))
    }
}

extension AgreementEvent {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.id(), kind: try row.choice("kind"), occurredOn: try row.date("occurred_on"),
            successor: try row.optionalText("successor").flatMap { Code($0) },
            party: try row.optionalText("party"), reason: try row.optionalText("reason"),
            recordedOn: try row.date("recorded_on"), isVoided: try row.flag("voided"))
    }
}

extension Agreement {
    fileprivate init(row: Row, kind: AgreementKind, events: [ID<Agreement>: [AgreementEvent]])
        throws
    {
        let id: ID<Agreement> = try row.id()
        var terms = AgreementTerms()
        try row.fill(&terms, AgreementTerms.fields)
        guard terms.isWhole else { throw row.damaged("renewal") }
        self.init(
            id: id, code: try row.code("code"), customer: try row.code("customer"), kind: kind,
            terms: terms, recordedOn: try row.date("recorded_on"), events: events[id] ?? [])
    }
}
