package import AttestryDomain
import AttestryStorage

extension Product {
    package static let columns: [Column<Product>] = [
        Column("code") { .text($0.code) }, Column("name") { .string($0.name) },
    ]
}

extension Registry {
    /// All products, by their codes.
    package func products() throws -> [Product] {
        try store.read { try $0.products() }
    }

    /// Adds a product. Throws `invalid` for a name that cannot be, `conflict` where it exists.
    package func addProduct(_ code: Code, name: String?, author: Author) throws {
        let product = Product(
            code: code, name: try Form.checked(name ?? code.description, field: "name"))
        try write("product.add", author) { transaction, _ in
            try transaction.reading.refuseFormer(code, of: .product)
            let products = try transaction.reading.products()
            if let twin = products.first(where: { $0.code == code || $0.name == product.name }) {
                throw RegistryError(
                    .conflict,
                    twin.code == code
                        ? "product '\(code)' exists already"
                        : "product '\(twin.code)' says the same already",
                    hint: "attestry product edit \(twin.code) --name TEXT changes its name")
            }
            try transaction.insert(product)
        }
    }

    /// Changes the name of a product.
    package func editProduct(_ code: Code, name: String, author: Author) throws {
        let name = try Form.checked(name, field: "name")
        try write("product.edit", author) { transaction, _ in
            guard try transaction.editProduct(code, name: name) else {
                throw RegistryError.nothingToChange
            }
        }
    }

    /// Removes a product that nothing covers. Throws `conflict` naming what does.
    package func removeProduct(_ code: Code, author: Author) throws {
        try write("product.remove", author) { transaction, _ in
            let product = try transaction.reading.product(code)
            try RegistryError.refuseUsed(
                "product '\(product.code)'",
                by: transaction.reading.uses(ofProduct: product.code))
            try transaction.remove(product)
        }
    }
}

extension WriteTransaction {
    /// Gives a product another name; returns whether that changed anything.
    func editProduct(_ code: Code, name: String) throws -> Bool {
        let product = try reading.product(code)
        guard product.name != name else { return false }
        try update(Product(code: product.code, name: name))
        return true
    }
}

extension ReadTransaction {
    /// The product that goes by a code. Throws `notFound` with those that come near.
    func product(_ code: Code) throws -> Product {
        let current = try current(code, of: .product)
        let products = try products()
        guard let product = products.first(where: { $0.code == current }) else {
            throw RegistryError.notFound(
                "product", code.description, among: products.map(\.code.description))
        }
        return product
    }
}

extension RegistryError {
    /// Throws `conflict` where something is to be removed that is used, naming what uses it.
    static func refuseUsed(_ name: String, by uses: [String]) throws {
        guard !uses.isEmpty else { return }
        let named = uses.prefix(5).joined(separator: ", ")
        let rest = uses.count > 5 ? " and \(uses.count - 5) more" : ""
        throw RegistryError(
            .conflict, "\(name) is used by \(named)\(rest)",
            hint: "only what nothing uses can be removed")
    }
}
