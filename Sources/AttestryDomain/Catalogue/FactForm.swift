/// The names a fact may have, and the form of each one's value.
package enum FactForm: Sendable {
    case months, days, flag, date, code, words, choices, address, plan
    case oneOf([String])

    /// The facts a scheme may carry.
    package static let ofScheme: [String: FactForm] = [
        "ended_on": .date,
        "successor": .code,
        "validity_months": .months,
        "expiring_days": .days,
        "restore_months": .months,
        "suspension_months": .months,
        "accredited": .flag,
        "freshness_months": .months,
        "freshness_basis": .oneOf(["period_end", "issued_on"]),
        "next_period_months": .months,
        "coverage": .oneOf(["period", "day"]),
        "needs_nda": .flag,
        "hand_over_identifiers": .words,
        "release_class": .oneOf(ReleaseClass.allCases.map(\.rawValue)),
        "parent_scheme": .code,
        "required_fields": .words,
        "required_identifiers": .words,
        "wished_fields": .words,
        "wished_identifiers": .words,
        "renewed_identifiers": .words,
        "known_identifiers": .words,
        "identifier_examples": .words,
        "identifier_values": .choices,
        "known_criteria": .words,
        "milestone_kinds": .words,
        "ending_milestones": .words,
        "planned_milestones": .plan,
        "names": .words,
        "verify_url": .address,
        "wording": .words,
        "claim": .words,
        "page_name": .words,
        "wrong_words": .choices,
        "wrong_names": .choices,
        "right_names": .choices,
        "type_expected": .flag,
        "ended_as": .oneOf(["scheme", "standard"]),
        "deprecated_months": .months,
        "delisted_months": .months,
    ]

    /// The facts an edition may carry.
    package static let ofEdition: [String: FactForm] = [
        "published_on": .date,
        "last_issue_on": .date,
        "basis": .oneOf(Edition.Basis.allCases.map(\.rawValue)),
        "retires_on": .date,
        "successor": .code,
        "parent_scheme": .code,
        "names": .words,
    ]

    /// Throws `invalid`, naming the fact and its form, where the value has another form.
    package func check(_ value: String, name: String) throws {
        let (isFitting, expected) =
            switch self {
            case .months: (isNumber(value, in: 1...1200), "a number of months from 1 to 1200")
            case .days: (isNumber(value, in: 0...3650), "a number of days from 0 to 3650")
            case .flag: (value == "yes" || value == "no", "yes or no")
            case .date:
                (CivilDate(lastOf: value) != nil, "a date as YYYY-MM-DD, YYYY-MM or YYYY")
            case .code: (Code(value) != nil, "a code such as iso27001")
            case .words: (value.utf8.count <= 1000, "words separated by spaces")
            case .address:
                (
                    value.utf8.count <= 1000 && value.starts(with: "https://")
                        && !value.unicodeScalars.contains { $0.value <= 0x20 },
                    "an address that begins with https://"
                )
            case .choices:
                (
                    value.utf8.count <= 1000 && Self.choices(value) != nil,
                    "NAME=VALUE|VALUE, several of them separated by semicolons"
                )
            case .plan:
                (
                    value.utf8.count <= 1000 && Self.plan(value) != nil,
                    "KIND=MONTHS, several of them separated by spaces"
                )
            case .oneOf(let allowed):
                (allowed.contains(value), allowed.joined(separator: ", "))
            }
        if !isFitting { throw RegistryError.invalid(name, value, expected) }
    }

    /// The possible values by names, of `level=AL1|AL2; labels=Confidential|Data`; nil where the
    /// text has another form.
    package static func choices(_ text: String) -> [String: [String]]? {
        var choices: [String: [String]] = [:]
        for item in text.parts(at: ";") {
            let halves = item.parts(at: "=").map(\.trimmed)
            guard halves.count == 2, !halves[0].isEmpty else { return nil }
            let values = halves[1].parts(at: "|").map(\.trimmed)
            if values.contains("") { return nil }
            choices[halves[0], default: []] += values
        }
        return choices
    }

    /// The kinds of milestones with the months after a version's start by which each is due, of
    /// `affirmation=12 affirmation=24`; nil where the text has another form.
    package static func plan(_ text: String) -> [(kind: String, months: Int)]? {
        var plan: [(kind: String, months: Int)] = []
        for word in text.parts(at: " ") where !word.isEmpty {
            let halves = word.parts(at: "=")
            guard halves.count == 2, Code(halves[0]) != nil, let months = Int(halves[1]),
                (1...1200).contains(months)
            else { return nil }
            plan.append((halves[0], months))
        }
        return plan
    }

    private func isNumber(_ text: String, in range: ClosedRange<Int>) -> Bool {
        Int(text).map { range.contains($0) } ?? false
    }
}

/// Who may be handed evidence of a scheme (`rules.md` §6).
package enum ReleaseClass: String, Sendable, CaseIterable {
    case `public`, nda, `internal`
    case onRequest = "on_request"
    case restrictedUser = "restricted_user"
    case restrictedKnowledge = "restricted_knowledge"
    case portalOnly = "portal_only"
}
