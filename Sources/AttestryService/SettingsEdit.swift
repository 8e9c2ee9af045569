package import AttestryDomain
import AttestryStorage

extension Settings {
    /// Throws `invalid` naming the field where a setting cannot be.
    func check() throws {
        _ = try Fields.checked(organization, field: "organization")
        _ = try Clock.offset(of: timeZone, at: Timestamp(secondsSinceEpoch: 0))
        try EmailAddress.check(owner, field: "owner")
        try EmailAddress.check(escalation, field: "escalation")
    }
}

/// The form of an e-mail address: enough to catch a slip and to keep a header from being forged.
enum EmailAddress {
    static func check(_ text: String?, field: String) throws {
        guard let text else { return }
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && !"<>,;:\"()[]\\".unicodeScalars.contains($0)
                && !$0.properties.isWhitespace && $0.properties.generalCategory != .format
                && $0.properties.generalCategory != .control
        }
        guard parts.count == 2, !parts[0].isEmpty, parts[1].split(separator: ".").count > 1,
            isPlain, text.utf8.count <= 254
        else {
            throw RegistryError.invalid(
                field, text, "an e-mail address such as security@example.com")
        }
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
            try settings.check()
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
            name: try Fields.checked(name ?? code, field: "name"))
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
