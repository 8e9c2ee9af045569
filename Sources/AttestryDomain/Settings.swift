/// What holds for the registry as a whole.
package struct Settings: Hashable, Sendable {
    /// The name of the organization that holds the evidence.
    package var organization: String
    /// The IANA name of the zone whose civil date is "today".
    package var timeZone: String
    /// Who receives alerts about evidence that has no owner of its own.
    package var owner: String?
    /// Who is told when an alert stays unanswered.
    package var escalation: String?
    /// The version of the program's catalogue that the registry holds.
    package var catalogueVersion: Int
    /// What the page says of itself.
    package var page = PageTexts()

    /// The versions that the catalogue can have.
    package static let possibleVersions = 0...1_000_000_000

    package init(
        organization: String, timeZone: String, owner: String?, escalation: String?,
        catalogueVersion: Int
    ) {
        self.organization = organization
        self.timeZone = timeZone
        self.owner = owner
        self.escalation = escalation
        self.catalogueVersion = catalogueVersion
    }
}

/// Something the organization offers, which evidence may cover.
package struct Product: Hashable, Sendable {
    /// What users call it.
    package let code: Code
    /// Its full name.
    package let name: String

    package init(code: Code, name: String) {
        self.code = code
        self.name = name
    }
}
