/// What a version must satisfy to be recorded.
package struct VersionRules: Sendable {
    private let scheme: Scheme
    private let today: CivilDate

    /// The rules for versions of this scheme, recorded on this day.
    package init(scheme: Scheme, today: CivilDate) {
        self.scheme = scheme
        self.today = today
    }

    /// Throws one `invalid` that names field, value and what would be right.
    package func check(_ content: VersionContent) throws {
        try checkEdition(content)
        try checkRequired(content)
        if content.issuedOn > today {
            throw RegistryError(
                .invalid, "issued_on: \(content.issuedOn) lies in the future (today is \(today))",
                hint: "record a version once it is issued; valid_from may lie ahead",
                field: "issued_on")
        }
        if let expires = content.expiresOn, expires < content.start {
            throw RegistryError(
                .invalid, "expires_on: \(expires) lies before the start on \(content.start)",
                hint: "give the last day of validity", field: "expires_on")
        }
        if let report = content.report { try check(report, issuedOn: content.issuedOn) }
    }

    /// What is odd but may be true, as sentences for the person who records it.
    package func doubts(about content: VersionContent) -> [String] {
        var doubts: [String] = []
        if let months = scheme.validityMonths, let printed = content.expiresOn {
            let computed = content.start.adding(months: months)
            if printed > computed {
                doubts.append(
                    "expires_on \(printed) is later than \(months) months allow (\(computed))")
            }
        }
        for (name, pattern) in Self.enxForms where scheme.code.description == "tisax" {
            if let value = content.identifiers[name], !pattern.matches(value) {
                doubts.append(
                    "\(name) '\(value.abbreviated)' does not look like \(pattern.example)")
            }
        }
        return doubts
    }

    private func checkEdition(_ content: VersionContent) throws {
        if let edition = content.edition {
            _ = try scheme.edition(edition)
        } else if scheme.kind != .report, !scheme.editions.isEmpty {
            throw RegistryError.missing(
                "edition", "evidence of \(scheme.code) is issued to an edition",
                hint: "give one of \(scheme.editions.keys.sorted().joined(separator: " "))")
        }
    }

    private func checkRequired(_ content: VersionContent) throws {
        let values: [String: String?] = [
            "number": content.number, "issuer": content.issuer, "auditor": content.auditor,
            "scope": content.scope,
            "criteria": content.report.flatMap { $0.criteria.isEmpty ? nil : "given" },
        ]
        for field in scheme.requiredFields where values[field] == .some(nil) {
            throw RegistryError.missing(
                field, "\(scheme.code) cannot do without it",
                hint: "give \(Self.meaning(of: field))")
        }
        for name in scheme.requiredIdentifiers where content.identifiers[name] == nil {
            throw RegistryError.missing(
                name, "\(scheme.code) cannot do without it", hint: "give it as --set \(name)=VALUE")
        }
    }

    private func check(_ report: Report, issuedOn: CivilDate) throws {
        switch report.coverage {
        case .period(let start, let end):
            if end < start {
                throw RegistryError(
                    .invalid, "period: \(start)..\(end) ends before it starts",
                    hint: "give START..END", field: "period_end")
            }
            if issuedOn < end {
                throw RegistryError(
                    .invalid, "period: \(start)..\(end) ends after the day of issue \(issuedOn)",
                    hint: "a report is issued when its period has ended", field: "period_end")
            }
        case .day(let day):
            if issuedOn < day {
                throw RegistryError(
                    .invalid, "as_of_on: \(day) lies after the day of issue \(issuedOn)",
                    hint: "a report speaks about a day that has passed", field: "as_of_on")
            }
        }
    }

    private static func meaning(of field: String) -> String {
        switch field {
        case "number": "the certificate's number"
        case "issuer": "who issued it"
        case "auditor": "the firm that signed it"
        case "scope": "the scope as printed"
        case "criteria": "the criteria, such as security,availability"
        default: field
        }
    }

    /// The forms seen on public TISAX pages; ENX has confirmed none of them, so they only raise
    /// doubts.
    private static let enxForms = [
        ("scope_id", EnxForm(letter: "S", hasSuffix: false, example: "S1AB2C")),
        ("assessment_id", EnxForm(letter: "A", hasSuffix: true, example: "A1AB2C-1")),
    ]
}

/// A letter, five letters or digits, and for an assessment a dash with a number.
private struct EnxForm: Sendable {
    let letter: Character
    let hasSuffix: Bool
    let example: String

    func matches(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let head = parts.first, head.count == 6, head.first == letter,
            head.allSatisfy({ $0.isASCII && ($0.isUppercase || $0.isNumber) })
        else { return false }
        return hasSuffix ? parts.count == 2 && Int(parts[1]) != nil : parts.count == 1
    }
}
