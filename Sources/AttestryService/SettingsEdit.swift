package import AttestryDomain
import AttestryStorage

extension Settings {
    package static let columns: [Column<Settings>] =
        [
            Column("organization") { .string($0.organization) },
            Column("time_zone") { .string($0.timeZone) }, Column("owner") { .text($0.owner) },
            Column("escalation") { .text($0.escalation) },
            Column("catalogue_version") { .number($0.catalogueVersion) },
        ] + PageTexts.columns.of(\.page)

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
            guard settings != before else { throw RegistryError.nothingToChange }
            try transaction.update(settings)
        }
    }
}
