/// What a version must satisfy to be recorded.
package struct VersionRules: Sendable {
    private let scheme: Scheme
    private let today: CivilDate

    /// The rules for versions of this scheme, recorded on this day.
    package init(scheme: Scheme, today: CivilDate) {
        self.scheme = scheme
        self.today = today
    }

    /// All that is wrong with a version, but for what is said of these fields already.
    package func problems(_ content: VersionContent, besides said: Set<String> = []) -> [Problem] {
        let problems =
            editionProblems(content) + missing(content)
            + (scheme.kind == .report ? reportProblems(content) : [])
            + dateProblems(content)
        return problems.filter { !said.contains($0.field ?? "") }
    }

    private func dateProblems(_ content: VersionContent) -> [Problem] {
        var problems: [Problem] = []
        if content.issuedOn > today {
            problems.append(
                Problem(
                    "issued_on", ": \(content.issuedOn) lies in the future (today is \(today))",
                    hint: "record a version once it is issued; valid_from may lie ahead"))
        }
        if let expires = content.expiresOn, expires < content.start {
            problems.append(
                Problem(
                    "expires_on", ": \(expires) lies before the start on \(content.start)",
                    hint: "give the last day of validity"))
        }
        return problems
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

    private func editionProblems(_ content: VersionContent) -> [Problem] {
        if let edition = content.edition {
            do {
                _ = try scheme.edition(edition)
                return []
            } catch {
                return (error as? RegistryError)?.problems ?? []
            }
        }
        guard scheme.kind != .report, !scheme.editions.isEmpty else { return [] }
        return [
            .missing(
                "edition", "evidence of \(scheme.code) is issued to an edition",
                hint: "give one of \(scheme.editions.keys.sorted().joined(separator: " "))")
        ]
    }

    private func missing(_ content: VersionContent) -> [Problem] {
        let fields = VersionContent.fields(of: scheme.kind.noun)
        let absent = scheme.requiredFields.filter { name in
            let value = fields.first { $0.name == name }?.value(content)
            return value == .null || value == []
        }
        return absent.map {
            .missing(
                $0, "\(scheme.code) cannot do without it", hint: "give \(Self.meaning(of: $0))")
        }
            + scheme.requiredIdentifiers.filter { content.identifiers[$0] == nil }.map {
                .missing(
                    $0, "\(scheme.code) cannot do without it", hint: "give it as --set \($0)=VALUE")
            }
            + content.identifiers.keys.filter { !scheme.identifierNames.contains($0) }.sorted()
            .map(unknownIdentifier)
    }

    private func unknownIdentifier(_ name: String) -> Problem {
        let near = scheme.identifierNames.nearest(to: name).first
        return Problem(
            name, "\(scheme.code) has no identifier '\(name.abbreviated)'",
            hint: near.map { "did you mean \($0)?" }
                ?? (scheme.identifierNames.isEmpty
                    ? "attestry scheme edit \(scheme.code) --set known_identifiers=NAME"
                    : "identifiers of \(scheme.code): "
                        + scheme.identifierNames.joined(separator: " ")))
    }

    private func reportProblems(_ content: VersionContent) -> [Problem] {
        var problems: [Problem] = []
        if content.opinion == nil {
            let opinions = Report.Opinion.allCases.map(\.rawValue).joined(separator: ", ")
            problems.append(
                .missing(
                    "opinion", "a report says what its auditor concluded",
                    hint: "give one of \(opinions)"))
        }
        switch scheme.coverage {
        case .day:
            if content.periodStart != nil || content.periodEnd != nil {
                problems.append(
                    Problem(
                        "period", ": a \(scheme.title) report speaks about one day, not a period",
                        hint: "give the day it speaks about"))
            }
            guard let day = content.asOfOn else {
                return problems + [
                    .missing(
                        "as_of_on", "the day that the report speaks about",
                        hint: "give a date as YYYY-MM-DD")
                ]
            }
            if content.issuedOn < day {
                problems.append(
                    Problem(
                        "as_of_on", ": \(day) lies after the day of issue \(content.issuedOn)",
                        hint: "a report speaks about a day that has passed"))
            }
        case .period:
            if content.asOfOn != nil {
                problems.append(
                    Problem(
                        "as_of_on", ": a \(scheme.title) report speaks about a period, not one day",
                        hint: "give the period as START..END"))
            }
            problems += periodProblems(content)
        }
        return problems
    }

    private func periodProblems(_ content: VersionContent) -> [Problem] {
        guard let start = content.periodStart, let end = content.periodEnd else {
            return [
                .missing(
                    content.periodStart == nil && content.periodEnd == nil
                        ? "period" : content.periodStart == nil ? "period_start" : "period_end",
                    "the first and the last day that the report covers", hint: "give START..END")
            ]
        }
        if end < start {
            return [
                Problem(
                    "period", ": \(start)..\(end) ends before it starts", hint: "give START..END")
            ]
        }
        guard content.issuedOn < end else { return [] }
        return [
            Problem(
                "period", ": \(start)..\(end) ends after the day of issue \(content.issuedOn)",
                hint: "a report is issued when its period has ended")
        ]
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
    let letter: Unicode.Scalar
    let hasSuffix: Bool
    let example: String

    func matches(_ text: String) -> Bool {
        let parts = text.unicodeScalars.split(separator: "-", omittingEmptySubsequences: false)
        guard let head = parts.first, head.count == 6, head.first == letter,
            head.allSatisfy({ ("A"..."Z").contains($0) || ("0"..."9").contains($0) })
        else { return false }
        return hasSuffix ? parts.count == 2 && Int(String(parts[1])) != nil : parts.count == 1
    }
}
