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
            let products = try transaction.reading.products()
            if let twin = products.first(where: { $0.code == code || $0.name == product.name }) {
                throw RegistryError(
                    .conflict,
                    twin.code == code
                        ? "product '\(code)' exists already"
                        : "product '\(twin.code)' says the same already",
                    hint: "attestry product list shows them")
            }
            try transaction.insert(product)
        }
    }
}
