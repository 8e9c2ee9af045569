/// The fields of a version as somebody typed them, by the names of their columns.
///
/// The command line and the import fill the same form, so both refuse the same things in the same
/// words. `period` stands for `period_start..period_end`.
package struct VersionForm: Sendable {
    /// The texts by field; a field that is not there was not given.
    package var fields: [String: String]
    /// What the scheme identifies the version by.
    package var identifiers: [String: String]
    /// Fields to be emptied.
    package var cleared: Set<String>

    /// The fields that a form for a certificate may carry.
    package static let certificateFields = [
        "edition", "parent", "number", "issuer", "scope", "covers", "issued_on", "valid_from",
        "expires_on",
    ]

    /// The fields that a form for a report may carry.
    package static let reportFields = [
        "edition", "auditor", "scope", "covers", "issued_on", "period", "period_start",
        "period_end",
        "as_of_on", "opinion", "criteria", "exceptions",
    ]

    /// A form with these fields and identifiers.
    package init(
        fields: [String: String] = [:], identifiers: [String: String] = [:],
        cleared: Set<String> = []
    ) {
        self.fields = fields
        self.identifiers = identifiers
        self.cleared = cleared
    }

    /// Whether nothing was given.
    package var isEmpty: Bool { fields.isEmpty && identifiers.isEmpty && cleared.isEmpty }

    /// The content that the fields make, over a base whose values stay where nothing was given.
    ///
    /// Throws one `invalid` naming field, value and what would be right.
    package func content(over base: VersionContent?, scheme: Scheme) throws -> VersionContent {
        try refuseForeignFields(scheme)
        var content = try base ?? VersionContent(issuedOn: needed("issued_on", "the day of issue"))
        content.edition = try text("edition", content.edition)
        content.parent = try value("parent", content.parent) { try Code($0, field: "parent") }
        content.number = try text("number", content.number)
        content.issuer = try text("issuer", content.issuer)
        content.auditor = try text("auditor", content.auditor)
        content.scope = try text("scope", content.scope)
        content.covers = try words("covers", content.covers.map(\.description))
            .map { try Code($0, field: "covers") }
        content.issuedOn = try date("issued_on", content.issuedOn) ?? content.issuedOn
        content.validFrom = try date("valid_from", content.validFrom)
        content.expiresOn = try date("expires_on", content.expiresOn)
        try fill(&content.identifiers, scheme)
        if scheme.kind == .report { content.report = try report(over: content.report, scheme) }
        return content
    }
}

extension VersionForm {
    private func refuseForeignFields(_ scheme: Scheme) throws {
        let needed = ["issued_on", "period", "period_start", "period_end", "as_of_on", "opinion"]
        if let field = cleared.sorted().first(where: needed.contains) {
            throw RegistryError(.invalid, "\(field) cannot be empty", field: field)
        }
        let known = scheme.kind == .report ? Self.reportFields : Self.certificateFields
        for field in fields.keys.sorted() + cleared.sorted() where !known.contains(field) {
            guard !(cleared.contains(field) && scheme.identifierNames.contains(field)) else {
                continue
            }
            throw RegistryError(
                .invalid, "\(field) is not a field of a \(scheme.kind.noun.rawValue)",
                hint: "fields: \(known.joined(separator: " "))", field: field)
        }
    }

    private func fill(_ known: inout [String: String], _ scheme: Scheme) throws {
        for (name, value) in identifiers.sorted(by: { $0.key < $1.key }) {
            guard scheme.identifierNames.contains(name) else {
                let near = scheme.identifierNames.nearest(to: name).first
                throw RegistryError(
                    .invalid, "\(scheme.code) has no identifier '\(name.abbreviated)'",
                    hint: near.map { "did you mean \($0)?" }
                        ?? (scheme.identifierNames.isEmpty
                            ? "attestry scheme edit \(scheme.code) --set known_identifiers=NAME"
                            : "identifiers of \(scheme.code): "
                                + scheme.identifierNames.joined(separator: " ")),
                    field: name)
            }
            known[name] = try Fields.checked(value, field: name)
        }
        for name in cleared { known[name] = nil }
    }

    private func report(over base: Report?, _ scheme: Scheme) throws -> Report {
        let coverage = try coverage(over: base?.coverage, scheme)
        let opinions = Report.Opinion.allCases.map(\.rawValue).joined(separator: ", ")
        let opinion = try value("opinion", base?.opinion) { text in
            guard let opinion = Report.Opinion(rawValue: text) else {
                throw RegistryError.invalid("opinion", text, "one of \(opinions)")
            }
            return opinion
        }
        guard let opinion else {
            throw RegistryError.missing(
                "opinion", "a report says what its auditor concluded",
                hint: "give one of \(opinions)")
        }
        let exceptions = try value("exceptions", base?.exceptions) { text in
            guard let count = Int(text), (0...100_000).contains(count) else {
                throw RegistryError.invalid("exceptions", text, "a number from 0 on")
            }
            return count
        }
        return Report(
            coverage: coverage, opinion: opinion,
            criteria: try words("criteria", base?.criteria ?? []), exceptions: exceptions)
    }

    private func coverage(over base: Report.Coverage?, _ scheme: Scheme) throws -> Report.Coverage {
        switch scheme.coverage {
        case .day:
            if let field = ["period", "period_start", "period_end"].first(where: {
                fields[$0] != nil
            }) {
                throw RegistryError(
                    .invalid,
                    "\(field): a \(scheme.title) report speaks about one day, not a period",
                    hint: "give the day it speaks about", field: field)
            }
            if case .day(let day) = base, fields["as_of_on"] == nil { return .day(day) }
            return .day(try needed("as_of_on", "the day that the report speaks about"))
        case .period:
            if fields["as_of_on"] != nil {
                throw RegistryError(
                    .invalid,
                    "as_of_on: a \(scheme.title) report speaks about a period, not one day",
                    hint: "give the period as START..END", field: "as_of_on")
            }
            var form = self
            if let period = fields["period"] {
                let halves = period.split(separator: "..", omittingEmptySubsequences: false)
                guard halves.count == 2 else {
                    throw RegistryError.invalid(
                        "period", period, "START..END, such as 2025-10-01..2026-09-30")
                }
                form.fields["period_start"] = String(halves[0])
                form.fields["period_end"] = String(halves[1])
            }
            if case .period(let start, let end) = base {
                return .period(
                    start: try form.date("period_start", start) ?? start,
                    end: try form.date("period_end", end) ?? end)
            }
            return .period(
                start: try form.needed("period_start", "the first day of the period"),
                end: try form.needed("period_end", "the last day of the period"))
        }
    }
}

extension VersionForm {
    private var given: Fields { Fields(fields, cleared: cleared) }

    private func value<Value>(_ field: String, _ base: Value?, _ parse: (String) throws -> Value)
        throws -> Value?
    {
        try given.value(field, base, parse)
    }

    private func text(_ field: String, _ base: String?) throws -> String? {
        try given.text(field, base)
    }

    private func date(_ field: String, _ base: CivilDate?) throws -> CivilDate? {
        try given.date(field, base)
    }

    private func needed(_ field: String, _ why: String) throws -> CivilDate {
        try given.date(field, neededFor: why)
    }

    private func words(_ field: String, _ base: [String]) throws -> [String] {
        try given.words(field, base)
    }
}

extension CivilDate {
    /// The day of this text. Throws `invalid` naming the field and the form to use.
    package init(_ text: String, field: String) throws {
        guard let date = CivilDate(text) else {
            throw RegistryError.invalid(
                field, text, "a date of the years 1900 to 2199 as YYYY-MM-DD, such as 2026-11-23")
        }
        self = date
    }
}
