package import AttestryDomain
import Foundation
import GRDB

extension ReadTransaction {
    /// The keys of all customers, by their codes.
    package func customerKeys() throws -> [Int64] {
        try keys("SELECT id FROM customer WHERE removed IS NOT 1 ORDER BY code")
    }

    /// The customers of these keys in the order of their codes, with their contracts.
    package func customers(_ keys: Set<Int64>) throws -> [Customer] {
        let isWanted = "IN (SELECT value FROM json_each(:keys))"
        return try customers("customer_id \(isWanted)", "id \(isWanted)", ["keys": keys.list])
    }

    /// The customer of this code. Throws `notFound` with the codes that come near.
    package func customer(_ code: Code) throws -> Customer {
        try customer(key(code, of: .customer))
    }

    /// The customer of this key. Throws `notFound`.
    package func customer(_ key: ID<Customer>) throws -> Customer {
        guard let customer = try customers("customer_id = :key", "id = :key", ["key": key]).first
        else { throw RegistryError(.notFound, "no customer \(key.rawValue)") }
        return customer
    }

    /// The customers of this name, whichever way its accents are composed.
    package func customers(named name: String) throws -> [Customer] {
        let spellings = [
            name, name.precomposedStringWithCanonicalMapping,
            name.decomposedStringWithCanonicalMapping,
        ]
        return try customers(
            Set(
                keys(
                    """
                    SELECT id FROM customer
                    WHERE removed IS NOT 1 AND name IN (SELECT value FROM json_each(?))
                    """,
                    [Cell(.texts(spellings))])))
    }

    private func customers(_ ofContract: String, _ condition: String, _ arguments: Cells) throws
        -> [Customer]
    {
        let contracts: [ID<Customer>: [Contract]] = try db.rows(
            "SELECT * FROM contract WHERE \(ofContract) ORDER BY id", arguments
        ).grouped { row in
            (try row["customer_id"], try Contract(row: row))
        }
        return try db.rows("SELECT * FROM customer WHERE \(condition) ORDER BY code", arguments).map
        { row in
            let id: ID<Customer> = try row["id"]
            let _: Bool = try row["removed"]
            return try Customer(
                id: id, code: row["code"], name: row["name"], domains: row["domains"],
                handlesPHI: row["handles_phi"], handlesPersonalData: row["handles_personal_data"],
                owner: row["owner"], refs: row["ref"], recordedOn: row["recorded_on"],
                contracts: contracts[id] ?? [])
        }
    }
}

extension ReadTransaction {
    /// The contacts of a customer, or of all, that were not recorded in error, by their names, but
    /// for those that cannot be read.
    package func contacts(of customer: ID<Customer>?) throws -> [Contact] {
        let condition = customer == nil ? "" : "AND customer_id = ?"
        return try db.rows(
            "SELECT * FROM contact WHERE voided IS NOT 1 \(condition) ORDER BY name, id",
            customer.map { [$0] } ?? []
        ).sound("contact", self) { try Contact(row: $0) }
    }

    /// The contact of a customer with this e-mail address, in any spelling that is the same; where
    /// asked for, the last one recorded in error.
    ///
    /// What is all ASCII is compared by SQLite; whatever else could be the same is read.
    package func contact(_ email: String, of customer: ID<Customer>, isVoided: Bool = false) throws
        -> Contact?
    {
        let rows = try db.rows(
            """
            SELECT * FROM contact
            WHERE customer_id = ? AND voided IS NOT \(isVoided ? 0 : 1) AND (
              lower(email) = lower(?) OR email GLOB '*[^ -~]*' OR email LIKE '%xn--%')
            ORDER BY id DESC
            """, [customer, email])
        while let row = try rows.next() {
            if EmailAddress.areSame(row.lossy("email"), email) { return try Contact(row: row) }
        }
        return nil
    }
}

extension Contract {
    init(row: Row) throws {
        try self.init(
            id: row["id"], sinceOn: row["since_on"], untilOn: row["until_on"],
            recordedOn: row["recorded_on"], isVoided: row["voided"])
    }
}

extension Contact {
    fileprivate init(row: Row) throws {
        let _: CivilDate = try row["recorded_on"]
        try self.init(
            id: row["id"], customer: row["customer_id"], name: row["name"], email: row["email"],
            role: row["role"], leftOn: row["left_on"], isVoided: row["voided"])
    }
}

extension WriteTransaction {
    /// Adds a customer; its contracts are added on their own. Returns its key.
    package func insert(_ customer: Customer) throws -> ID<Customer> {
        try insert(
            "customer", ["code": customer.code] + customer.cells, subject: customer.code)
    }

    /// Writes what belongs to the customer itself.
    package func update(_ customer: Customer) throws {
        try update("customer", customer.id, customer.cells, subject: customer.code)
    }

    /// Adds a contract of a customer.
    package func insert(_ contract: Contract, of customer: ID<Customer>, _ code: Code) throws {
        try insert("contract", ["customer_id": customer] + contract.cells, subject: code)
    }

    /// Writes the days of a contract, and whether it stands.
    package func update(_ contract: Contract, of customer: Customer) throws {
        try update("contract", contract.id, contract.cells, subject: customer.code)
    }

    /// Adds a contact; returns its key.
    package func insert(_ contact: Contact, of code: Code, recordedOn: CivilDate) throws
        -> ID<Contact>
    {
        try insert(
            "contact",
            ["customer_id": contact.customer, "recorded_on": recordedOn] + contact.cells,
            subject: code)
    }

    /// Writes what is known of a contact, and whether it stands.
    package func update(_ contact: Contact, of code: Code) throws {
        try update("contact", contact.id, contact.cells, subject: code)
    }
}

extension Customer {
    fileprivate var cells: Cells { ["recorded_on": recordedOn] + Cells(self, Self.fields) }
}

extension Contract {
    fileprivate var cells: Cells {
        [
            "since_on": sinceOn, "until_on": untilOn, "recorded_on": recordedOn,
            "voided": isVoided,
        ]
    }
}

extension Contact {
    fileprivate var cells: Cells { Cells(self, Self.fields) + ["voided": isVoided] }
}
