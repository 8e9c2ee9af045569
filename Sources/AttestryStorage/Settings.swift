package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// What holds for the registry as a whole.
    package func settings() throws -> Settings {
        guard let row = try db.rows("SELECT * FROM registry WHERE id = 1").next() else {
            throw RegistryError(.damaged, "the registry has no settings")
        }
        var settings = try Settings(
            organization: row["organization"], timeZone: row["time_zone"], owner: row["owner"],
            escalation: row["escalation"], catalogueVersion: row["catalogue_version"])
        try row.fill(&settings.page, PageTexts.fields)
        return settings
    }

    /// All products in the order of their codes, but for those that cannot be read.
    package func products() throws -> [Product] {
        try db.rows("SELECT code, name, removed FROM product WHERE removed IS NOT 1 ORDER BY code")
            .sound("product", named: "code", self) { row in
                let _: Bool = try row["removed"]
                return try Product(code: row["code"], name: row["name"])
            }
    }
}

extension WriteTransaction {
    /// Writes the settings of a new registry.
    package func insert(_ settings: Settings) throws {
        try insert("registry", settings.cells, subject: "registry")
    }

    /// Replaces the settings.
    package func update(_ settings: Settings) throws {
        try update("registry", ID<Settings>(1), settings.cells, subject: "registry")
    }

    /// Adds a product.
    package func insert(_ product: Product) throws {
        try insert(
            "product", ["code": product.code, "name": product.name], subject: product.code)
    }

    /// Writes the name of a product.
    package func update(_ product: Product) throws {
        try updateProduct(product.code, ["name": product.name])
    }

    /// Takes a product out of use; another one may have its code.
    package func remove(_ product: Product) throws {
        try updateProduct(product.code, ["removed": true])
    }

    private func updateProduct(_ code: Code, _ cells: Cells) throws {
        guard let key: ID<Product> = try reading.key(of: "product", code) else {
            throw RegistryError(.notFound, "no product '\(code)'")
        }
        try update("product", key, cells, subject: code)
    }
}

extension Settings {
    fileprivate var cells: Cells {
        [
            "organization": organization, "time_zone": timeZone, "owner": owner,
            "escalation": escalation, "catalogue_version": catalogueVersion,
        ] + Cells(page, PageTexts.fields)
    }
}
