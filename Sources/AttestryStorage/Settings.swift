package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// What holds for the registry as a whole.
    package func settings() throws -> Settings {
        guard let row = try db.rows("SELECT * FROM registry WHERE id = 1").next() else {
            throw RegistryError(.damaged, "the registry has no settings")
        }
        return Settings(
            organization: try row.text("organization"), timeZone: try row.text("time_zone"),
            owner: try row.optionalText("owner"), escalation: try row.optionalText("escalation"),
            catalogueVersion: try row.number("catalogue_version"))
    }

    /// All products in the order of their codes.
    package func products() throws -> [Product] {
        try db.rows("SELECT code, name FROM product ORDER BY code").map {
            Product(code: try $0.code("code"), name: try $0.text("name"))
        }
    }
}

extension WriteTransaction {
    /// Writes the settings of a new registry.
    package func insert(_ settings: Settings) throws {
        _ = try insert("registry", settings.cells, subject: "registry")
    }

    /// Replaces the settings.
    package func update(_ settings: Settings) throws {
        try update("registry", 1, settings.cells, subject: "registry")
    }

    /// Adds a product.
    package func insert(_ product: Product) throws {
        _ = try insert(
            "product", ["code": .text(product.code), "name": .text(product.name)],
            subject: product.code.description)
    }
}

extension Settings {
    fileprivate var cells: Cells {
        [
            "organization": .text(organization), "time_zone": .text(timeZone),
            "owner": .text(owner),
            "escalation": .text(escalation), "catalogue_version": .number(catalogueVersion),
        ]
    }
}
