package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The codes of all customers, sorted.
    package func customerCodes() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT code FROM customer ORDER BY code")
    }

    /// The customers of these keys, or all, in the order of their codes, with their contracts.
    package func customers(_ keys: Set<Int64>? = nil) throws -> [Customer] {
        let contracts = try contracts(
            "SELECT * FROM contract WHERE \("customer_id".isAny(of: keys)) ORDER BY id", [])
        return try Row.fetchAll(
            db, sql: "SELECT * FROM customer WHERE \("id".isAny(of: keys)) ORDER BY code"
        ).map { row in
            try Customer(row: row, contracts: contracts[try row.number("id")] ?? [])
        }
    }

    /// The customer of this code. Throws `notFound` with the codes that come near.
    package func customer(_ code: Code) throws -> Customer {
        guard let customer = try customer("code = ?", code.description.databaseValue) else {
            throw RegistryError.notFound(
                "customer", code.description, among: try customerCodes())
        }
        return customer
    }

    /// The customer of this key. Throws `notFound`.
    package func customer(_ key: ID<Customer>) throws -> Customer {
        guard let customer = try customer("id = ?", key.rawValue.databaseValue) else {
            throw RegistryError(.notFound, "no customer \(key.rawValue)")
        }
        return customer
    }

    /// Whether there is a customer of this code.
    package func hasCustomer(_ code: Code) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM customer WHERE code = ?")
        return try Int.fetchOne(statement, arguments: [code.description]) != nil
    }

    private func customer(_ condition: String, _ value: DatabaseValue) throws -> Customer? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM customer WHERE \(condition)")
        return try Row.fetchOne(statement, arguments: [value]).map { row in
            let id = try row.number("id")
            let contracts = try contracts(
                "SELECT * FROM contract WHERE customer_id = ? ORDER BY id", [id.databaseValue])
            return try Customer(row: row, contracts: contracts[id] ?? [])
        }
    }

    private func contracts(_ sql: String, _ arguments: [DatabaseValue]) throws
        -> [Int: [Contract]]
    {
        let statement = try db.cachedStatement(sql: sql)
        var contracts: [Int: [Contract]] = [:]
        for row in try Row.fetchAll(statement, arguments: StatementArguments(arguments)) {
            contracts[try row.number("customer_id"), default: []].append(
                Contract(
                    id: try row.id(), sinceOn: try row.date("since_on"),
                    untilOn: try row.optionalDate("until_on"),
                    recordedOn: try row.date("recorded_on"),
                    isVoided: try row.number("voided") == 1))
        }
        return contracts
    }
}

extension Customer {
    fileprivate init(row: Row, contracts: [Contract]) throws {
        self.init(
            id: try row.id(), code: try row.code("code"), name: try row.text("name"),
            domains: try row.texts("domains"), handlesPHI: try row.number("handles_phi") == 1,
            handlesPersonalData: try row.number("handles_personal_data") == 1,
            owner: try row.optionalText("owner"), recordedOn: try row.date("recorded_on"),
            contracts: contracts)
    }
}

extension ReadTransaction {
    /// The contacts of a customer, or of all, that were not recorded in error, by their names.
    package func contacts(of customer: ID<Customer>?) throws -> [Contact] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM contact WHERE voided = 0
                \(customer == nil ? "" : "AND customer_id = ?") ORDER BY name, id
                """,
            arguments: StatementArguments([customer?.rawValue.databaseValue].compactMap(\.self)))
        return try rows.map { try Contact(row: $0) }
    }

    /// The contact of a customer with this e-mail address, without regard to case.
    package func contact(_ email: String, of customer: ID<Customer>) throws -> Contact? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT * FROM contact WHERE customer_id = ? AND lower(email) = lower(?)
                  AND voided = 0
                """)
        return try Row.fetchOne(statement, arguments: [customer.rawValue, email])
            .map { try Contact(row: $0) }
    }

    /// The contacts of these keys, voided ones included.
    package func contacts(_ keys: Set<ID<Contact>>) throws -> [ID<Contact>: Contact] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM contact WHERE id = ?")
        var contacts: [ID<Contact>: Contact] = [:]
        for key in keys {
            contacts[key] = try Row.fetchOne(statement, arguments: [key.rawValue])
                .map { try Contact(row: $0) }
        }
        return contacts
    }
}

extension Contact {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.id(), customer: try row.id("customer_id"), name: try row.text("name"),
            email: try row.text("email"), role: try row.choice("role"),
            isVoided: try row.number("voided") == 1)
    }
}

extension WriteTransaction {
    /// Adds a customer; its contracts are added on their own. Returns its key.
    package func insert(_ customer: Customer) throws -> ID<Customer> {
        var cells = customer.cells
        cells["code"] = .text(customer.code)
        return ID(try insert("customer", cells, subject: customer.code.description))
    }

    /// Writes what belongs to the customer itself.
    package func update(_ customer: Customer) throws {
        try update(
            "customer", customer.id.rawValue, customer.cells, subject: customer.code.description)
    }

    /// Adds a contract of a customer.
    package func insert(_ contract: Contract, of customer: ID<Customer>, _ code: Code) throws {
        var cells = contract.cells
        cells["customer_id"] = .key(customer)
        _ = try insert("contract", cells, subject: code.description)
    }

    /// Writes the days of a contract, and whether it stands.
    package func update(_ contract: Contract, of customer: Customer) throws {
        try update(
            "contract", contract.id.rawValue, contract.cells, subject: customer.code.description)
    }

    /// Adds a contact; returns its key.
    package func insert(_ contact: Contact, of code: Code, recordedOn: CivilDate) throws
        -> ID<Contact>
    {
        var cells = contact.cells
        cells["customer_id"] = .key(contact.customer)
        cells["recorded_on"] = .text(recordedOn)
        return ID(try insert("contact", cells, subject: code.description))
    }

    /// Writes what is known of a contact, and whether it stands.
    package func update(_ contact: Contact, of code: Code) throws {
        try update("contact", contact.id.rawValue, contact.cells, subject: code.description)
    }
}

extension Customer {
    fileprivate var cells: [String: Cell] {
        var cells = ["recorded_on": Cell.text(recordedOn)]
        for field in Self.fields { cells[field.name] = .field(field.value(self)) }
        return cells
    }
}

extension Contract {
    fileprivate var cells: [String: Cell] {
        [
            "since_on": .text(sinceOn), "until_on": .text(untilOn),
            "recorded_on": .text(recordedOn), "voided": .flag(isVoided),
        ]
    }
}

extension Contact {
    fileprivate var cells: [String: Cell] {
        [
            "name": .text(name), "email": .text(email), "role": .text(role.rawValue),
            "voided": .flag(isVoided),
        ]
    }
}
