package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The codes of all customers, sorted.
    package func customerCodes() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT code FROM customer ORDER BY code")
    }

    /// The customers of these keys, or all, in the order of their codes, with their contracts.
    package func customers(_ keys: Set<Int64>? = nil) throws -> [Customer] {
        guard let keys else { return try customers("TRUE", "TRUE", []) }
        let isWanted = "IN (SELECT value FROM json_each(:keys))"
        return try customers(
            "customer_id \(isWanted)", "id \(isWanted)", ["keys": keys.list])
    }

    /// The customer of this code. Throws `notFound` with the codes that come near.
    package func customer(_ code: Code) throws -> Customer {
        guard let customer = try customer("code = :value", code.description.databaseValue) else {
            throw RegistryError.notFound(
                "customer", code.description, among: try customerCodes())
        }
        return customer
    }

    /// The customer of this key. Throws `notFound`.
    package func customer(_ key: ID<Customer>) throws -> Customer {
        guard let customer = try customer("id = :value", key.rawValue.databaseValue) else {
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
        try customers(
            "customer_id = (SELECT id FROM customer WHERE \(condition))", condition,
            ["value": value]
        ).first
    }

    private func customers(
        _ ofContract: String, _ condition: String, _ arguments: StatementArguments
    )
        throws -> [Customer]
    {
        var contracts: [ID<Customer>: [Contract]] = [:]
        let rows = try db.rows(
            """
            SELECT customer_id, id, since_on, until_on, recorded_on, voided
            FROM contract WHERE \(ofContract) ORDER BY id
            """, arguments)
        while let row = try rows.next() {
            contracts[try row.id("customer_id"), default: []].append(
                Contract(
                    id: try row.id(), sinceOn: try row.date("since_on"),
                    untilOn: try row.optionalDate("until_on"),
                    recordedOn: try row.date("recorded_on"), isVoided: try row.flag("voided")))
        }
        return try db.rows(
            """
            SELECT id, code, name, domains, handles_phi, handles_personal_data, owner, recorded_on
            FROM customer WHERE \(condition) ORDER BY code
            """, arguments
        ).map { row in
            let id: ID<Customer> = try row.id()
            return Customer(
                id: id, code: try row.code("code"), name: try row.text("name"),
                domains: try row.texts("domains"), handlesPHI: try row.flag("handles_phi"),
                handlesPersonalData: try row.flag("handles_personal_data"),
                owner: try row.optionalText("owner"), recordedOn: try row.date("recorded_on"),
                contracts: contracts[id] ?? [])
        }
    }
}

extension ReadTransaction {
    /// The contacts of a customer, or of all, that were not recorded in error, by their names.
    package func contacts(of customer: ID<Customer>?) throws -> [Contact] {
        try db.rows(
            """
            SELECT \(Contact.columns) FROM contact WHERE voided = 0
            \(customer == nil ? "" : "AND customer_id = ?") ORDER BY name, id
            """, customer.map { [$0.rawValue] } ?? []
        ).map { try Contact(row: $0) }
    }

    /// The contact of a customer with this e-mail address, without regard to case.
    package func contact(_ email: String, of customer: ID<Customer>) throws -> Contact? {
        try db.rows(
            """
            SELECT \(Contact.columns) FROM contact
            WHERE customer_id = ? AND lower(email) = lower(?) AND voided = 0
            """, [customer.rawValue, email]
        ).map { try Contact(row: $0) }.first
    }

    /// The contacts of these keys, voided ones included.
    package func contacts(_ keys: Set<ID<Contact>>) throws -> [ID<Contact>: Contact] {
        let contacts = try db.rows(
            """
            SELECT \(Contact.columns) FROM contact WHERE id IN (SELECT value FROM json_each(?))
            """, [keys.map(\.rawValue).list]
        ).map { try Contact(row: $0) }
        return Dictionary(contacts.map { ($0.id, $0) }) { first, _ in first }
    }
}

extension Contact {
    fileprivate static let columns = "id, customer_id, name, email, role, voided"

    fileprivate init(row: Row) throws {
        self.init(
            id: try row.id(), customer: try row.id("customer_id"), name: try row.text("name"),
            email: try row.text("email"), role: try row.choice("role"),
            isVoided: try row.flag("voided"))
    }
}

extension WriteTransaction {
    /// Adds a customer; its contracts are added on their own. Returns its key.
    package func insert(_ customer: Customer) throws -> ID<Customer> {
        let cells: Cells = ["code": .text(customer.code)]
        return ID(
            try insert("customer", cells + customer.cells, subject: customer.code.description))
    }

    /// Writes what belongs to the customer itself.
    package func update(_ customer: Customer) throws {
        try update(
            "customer", customer.id.rawValue, customer.cells, subject: customer.code.description)
    }

    /// Adds a contract of a customer.
    package func insert(_ contract: Contract, of customer: ID<Customer>, _ code: Code) throws {
        let cells: Cells = ["customer_id": .key(customer)]
        _ = try insert("contract", cells + contract.cells, subject: code.description)
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
        let cells: Cells = [
            "customer_id": .key(contact.customer), "recorded_on": .text(recordedOn),
        ]
        return ID(try insert("contact", cells + contact.cells, subject: code.description))
    }

    /// Writes what is known of a contact, and whether it stands.
    package func update(_ contact: Contact, of code: Code) throws {
        try update("contact", contact.id.rawValue, contact.cells, subject: code.description)
    }
}

extension Customer {
    fileprivate var cells: Cells {
        ["recorded_on": .text(recordedOn)] + Cells(self, Self.fields)
    }
}

extension Contract {
    fileprivate var cells: Cells {
        [
            "since_on": .text(sinceOn), "until_on": .text(untilOn),
            "recorded_on": .text(recordedOn), "voided": .flag(isVoided),
        ]
    }
}

extension Contact {
    fileprivate var cells: Cells {
        [
            "name": .text(name), "email": .text(email), "role": .text(role.rawValue),
            "voided": .flag(isVoided),
        ]
    }
}
