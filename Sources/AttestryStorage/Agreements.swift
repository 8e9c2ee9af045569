package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The kinds of agreements by code, in their order.
    package func agreementKinds() throws -> [AgreementKind] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM agreement_kind ORDER BY code")
        return try Row.fetchAll(statement).map { try AgreementKind(row: $0) }
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
        guard let customer else { return try agreements(where: "", [], kinds) }
        return try agreements(
            where: "WHERE agreement.customer_id = ?", [customer.rawValue.databaseValue], kinds)
    }

    /// The agreements of the customers of these keys, or of all, in the order of their codes.
    package func agreements(ofAny customers: Set<Int64>?) throws -> [Agreement] {
        let condition = "agreement.customer_id".isAny(of: customers)
        return try agreements(
            where: customers == nil ? "" : "WHERE \(condition)", [], agreementKinds())
    }

    /// The keys of the agreements of these customers.
    package func agreementKeys(ofAny customers: Set<Int64>) throws -> Set<Int64> {
        guard !customers.isEmpty else { return [] }
        return try Int64.fetchSet(
            db, sql: "SELECT id FROM agreement WHERE \("customer_id".isAny(of: customers))")
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
        where condition: String, _ arguments: [DatabaseValue], _ kinds: [AgreementKind]
    ) throws -> [Agreement] {
        let kinds = Dictionary(kinds.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        let eventRows = try fetch(
            """
            SELECT agreement_event.*, successor.code AS successor
            FROM agreement_event
              \(condition.isEmpty ? "" : "JOIN agreement ON agreement.id = agreement_id")
              LEFT JOIN agreement AS successor ON successor.id = successor_id
            \(condition) ORDER BY agreement_event.id
            """, arguments)
        var events: [Int: [AgreementEvent]] = [:]
        for row in eventRows {
            events[try row.number("agreement_id"), default: []].append(
                try AgreementEvent(row: row))
        }
        let rows = try fetch(
            """
            SELECT agreement.*, customer.code AS customer, agreement_kind.code AS kind
            FROM agreement JOIN customer ON customer.id = agreement.customer_id
              JOIN agreement_kind ON agreement_kind.id = agreement.kind_id
            \(condition) ORDER BY agreement.code
            """, arguments)
        return try rows.map { row in
            guard let kind = kinds[try row.code("kind")] else {
                throw RegistryError(.damaged, "agreement '\(row.lossy("code"))' has no kind")
            }
            return try Agreement(row: row, kind: kind, events: events[try row.number("id")] ?? [])
        }
    }

    private func fetch(_ sql: String, _ arguments: [DatabaseValue]) throws -> [Row] {
        let statement = try db.cachedStatement(sql: sql)
        return try Row.fetchAll(statement, arguments: StatementArguments(arguments))
    }
}

extension AgreementKind {
    fileprivate init(row: Row) throws {
        let satisfies = try row.optionalText("satisfies").flatMap(Duty.init)
        self.init(
            code: try row.code("code"), title: try row.text("title"),
            countsAsNDA: try row.number("counts_as_nda") == 1, satisfies: satisfies,
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
            recordedOn: try row.date("recorded_on"), isVoided: try row.number("voided") == 1)
    }
}

extension Agreement {
    fileprivate init(row: Row, kind: AgreementKind, events: [AgreementEvent]) throws {
        var terms = AgreementTerms()
        try row.fill(&terms, AgreementTerms.fields)
        let bare = Agreement(
            id: try row.id(), code: try row.code("code"), customer: try row.code("customer"),
            kind: kind, effectiveOn: nil, renewal: .evergreen,
            recordedOn: try row.date("recorded_on"), events: events)
        guard let agreement = bare.with(terms) else { throw row.damaged("renewal") }
        self = agreement
    }
}
