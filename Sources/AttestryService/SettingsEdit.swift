package import AttestryDomain
import AttestryStorage

extension Settings {
    /// Throws `invalid` naming the field where a setting cannot be.
    func check(_ clock: Clock) throws {
        _ = try Form.checked(organization, field: "organization")
        _ = try clock.today(in: timeZone)
        try EmailAddress.check(owner, field: "owner")
        try EmailAddress.check(escalation, field: "escalation")
    }
}

extension Registry {
    /// The settings of the registry.
    package func settings() throws -> Settings {
        try store.read { try $0.settings() }
    }

    /// Changes the settings that are given; an empty text empties owner or escalation.
    package func editSettings(
        organization: String?, timeZone: String?, owner: String?, escalation: String?,
        author: Author
    ) throws {
        try write("settings.edit", author) { transaction, _ in
            var settings = try transaction.reading.settings()
            let before = settings
            if let organization { settings.organization = organization }
            if let timeZone { settings.timeZone = timeZone }
            if let owner { settings.owner = owner.isEmpty ? nil : owner }
            if let escalation { settings.escalation = escalation.isEmpty ? nil : escalation }
            try settings.check(clock)
            guard settings != before else {
                throw RegistryError(
                    .invalid, "nothing to change", hint: "--help lists the settings")
            }
            try transaction.update(settings)
        }
    }

    /// Adds a product. Throws `invalid` for a code or name that cannot be, `conflict` where it
    /// exists.
    package func addProduct(_ code: String, name: String?, author: Author) throws {
        let product = Product(
            code: try Code(code, field: "code"),
            name: try Form.checked(name ?? code, field: "name"))
        try write("product.add", author) { transaction, _ in
            guard try !transaction.reading.products().contains(where: { $0.code == product.code })
            else {
                throw RegistryError(.conflict, "product '\(code)' exists already")
            }
            try transaction.insert(product)
        }
    }

    /// All products.
    package func products() throws -> [JSONValue] {
        try store.read { reading in
            try reading.products().map { ["code": .text($0.code), "name": .text($0.name)] }
        }
    }
}
