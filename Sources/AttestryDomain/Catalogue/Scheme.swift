/// What can be held: a standard, a label or a kind of report, with the rules that its facts state.
package struct Scheme: Hashable, Sendable {
    /// What the evidence of a scheme is.
    package enum Kind: String, Sendable, CaseIterable {
        case certificate, aoc, registration, statement, report, qualification, questionnaire
        case validation, assessment, policy
        case labelSet = "label_set"
        case selfAssessment = "self_assessment"
        /// Held by a person of the staff, not by the organization.
        case staffCertificate = "staff_certificate"

        /// The noun under which the command line keeps evidence of this kind.
        package var noun: Noun { self == .report ? .report : .certificate }
    }

    /// The two nouns of the command line that evidence goes by.
    package enum Noun: String, Sendable {
        case certificate, report
    }

    /// What a report speaks about.
    package enum Coverage: String, Sendable {
        /// A period (type 2).
        case period
        /// The state on one day (type 1).
        case day
    }

    /// The day from which a report's freshness counts (`rules.md` §4).
    package enum FreshnessBasis: String, Sendable {
        case periodEnd = "period_end"
        case issuedOn = "issued_on"
    }

    /// The scheme's code.
    package let code: Code
    /// Its full name.
    package let title: String
    /// What the evidence of the scheme is.
    package let kind: Kind
    /// The last day on which the scheme itself existed; nil unless confirmed.
    package let endedOn: CivilDate?
    /// The scheme that took its place.
    package let successor: Code?
    /// Months a version is valid from its start; nil where the scheme sets none.
    package let validityMonths: Int?
    /// Days before the end at which a version counts as expiring.
    package let expiringDays: Int
    /// Months after the end in which the certification body may restore; nil where it may not.
    package let restoreMonths: Int?
    /// Months after which a suspension should have ended.
    package let suspensionMonths: Int
    /// Whether an accredited body certifies a management system.
    package let isAccredited: Bool
    /// Months a report stays fresh.
    package let freshnessMonths: Int
    /// The day from which they count.
    package let freshnessBasis: FreshnessBasis
    /// Months from one period's end to the next one's.
    package let nextPeriodMonths: Int
    /// Months after the start from which a public registry marks an entry as deprecated.
    package let deprecatedMonths: Int?
    /// Months after the start from which a public registry no longer lists it.
    package let delistedMonths: Int?
    /// What a report of this scheme speaks about.
    package let coverage: Coverage
    /// Who may be handed it.
    package let releaseClass: ReleaseClass
    /// Whether a release needs an NDA (`rules.md` §6).
    package let needsNDA: Bool
    /// Identifiers that are handed over where the file itself may not be.
    package let handOverIdentifiers: [String]
    /// Columns that a version cannot do without: a verdict or the gate needs them.
    package let requiredFields: [String]
    /// Identifiers that a version cannot do without: a verdict or the gate needs them.
    package let requiredIdentifiers: [String]
    /// Columns that a version should have and can be recorded without.
    package let wishedFields: [String]
    /// Identifiers that a version should have and can be recorded without.
    package let wishedIdentifiers: [String]
    /// Identifiers that every new version has anew.
    package let renewedIdentifiers: [String]
    /// Further identifiers that the scheme knows.
    package let knownIdentifiers: [String]
    /// What the values of identifiers look like, by their names; other values only raise doubts.
    package let identifierExamples: [String: String]
    /// The values that identifiers may have, by their names; any other identifier may have any.
    package let identifierValues: [String: [String]]
    /// The criteria that a report may be held against; empty where it may be any.
    package let knownCriteria: [String]
    /// What may be due inside a version's life; empty where it may be anything.
    package let milestoneKinds: [String]
    /// Kinds of milestones that end a version which is without them when they are due.
    package let endingMilestones: [String]
    /// What is due in the life of every version, as ``FactForm/plan(_:)`` reads it.
    package let plannedMilestones: String
    /// Where everybody can check a claim.
    package let verifyURL: String?
    /// The sentence that the page says of it, with names in braces; nil for that of its kind.
    package let claim: String?
    /// What the page calls it, where it may tell no details; nil for its title.
    package let pageName: String?
    /// What pages say about it, and what they should not.
    package let wording: SchemeWording
    /// Its editions by code.
    package let editions: [String: Edition]

    /// Reads a scheme off its facts.
    package init(code: Code, title: String, kind: Kind, facts: [Fact], editions: [Edition]) {
        func value(_ name: String) -> String? { facts.effective(name)?.value }
        func number(_ name: String) -> Int? {
            facts.effective(name).flatMap { $0.mayDecide ? $0.value : nil }.flatMap { Int($0) }
        }
        func words(_ name: String) -> [String] {
            (value(name) ?? "").parts(at: " ").filter { !$0.isEmpty }
        }
        self.code = code
        self.title = title
        self.kind = kind
        endedOn = facts.effective("ended_on").flatMap { $0.isConfirmed ? $0.value : nil }
            .flatMap { CivilDate(lastOf: $0) }
        successor = value("successor").flatMap { Code($0) }
        validityMonths = number("validity_months")
        expiringDays = number("expiring_days") ?? 60
        restoreMonths = number("restore_months")
        suspensionMonths = number("suspension_months") ?? 6
        isAccredited = value("accredited") == "yes"
        freshnessMonths = number("freshness_months") ?? 12
        freshnessBasis = value("freshness_basis").flatMap(FreshnessBasis.init) ?? .periodEnd
        nextPeriodMonths = number("next_period_months") ?? 12
        deprecatedMonths = number("deprecated_months")
        delistedMonths = number("delisted_months")
        coverage = value("coverage").flatMap(Coverage.init) ?? .period
        releaseClass = value("release_class").flatMap(ReleaseClass.init) ?? .internal
        needsNDA = value("needs_nda").map { $0 == "yes" } ?? releaseClass.needsNDA
        handOverIdentifiers = words("hand_over_identifiers")
        requiredFields = words("required_fields")
        requiredIdentifiers = words("required_identifiers")
        wishedFields = words("wished_fields")
        wishedIdentifiers = words("wished_identifiers")
        renewedIdentifiers = words("renewed_identifiers")
        knownIdentifiers = words("known_identifiers")
        let examples = words("identifier_examples").map { $0.parts(at: "=") }
        identifierExamples = Dictionary(
            examples.filter { $0.count == 2 }.map { ($0[0], $0[1]) }
        ) { $1 }
        identifierValues = value("identifier_values").flatMap(FactForm.choices) ?? [:]
        knownCriteria = words("known_criteria")
        milestoneKinds = words("milestone_kinds")
        endingMilestones = words("ending_milestones")
        plannedMilestones = value("planned_milestones") ?? ""
        verifyURL = facts.effective("verify_url").flatMap { $0.mayDecide ? $0.value : nil }
        pageName = value("page_name")
        claim = facts.effective("claim").flatMap { $0.mayDecide ? $0.value : nil }
        wording = SchemeWording(facts)
        self.editions = Dictionary(editions.map { ($0.code, $0) }) { first, _ in first }
    }

    /// All identifiers that a version of it may carry.
    package var identifierNames: [String] {
        let needed = requiredIdentifiers + wishedIdentifiers
        return needed + knownIdentifiers.filter { !needed.contains($0) }
    }

    /// The columns and identifiers that a version should have and lacks.
    package func missing(in content: VersionContent) -> [String] {
        VersionContent.fields(of: kind.noun).filter {
            wishedFields.contains($0.name) && $0.isEmpty(in: content)
        }.map(\.name) + wishedIdentifiers.filter { content.identifiers[$0] == nil }
    }

    /// The codes of the editions, each after those that it succeeds.
    package var editionCodes: [String] {
        func age(_ code: String) -> Int {
            var seen: Set<String> = [code]
            var next = editions[code]?.successor
            while let successor = next, seen.insert(successor).inserted {
                next = editions[successor]?.successor
            }
            return seen.count
        }
        let ages = editions.keys.map { (code: $0, age: age($0)) }
        return ages.sorted { ($1.age, $0.code) < ($0.age, $1.code) }.map(\.code)
    }

    /// The edition of this code. Throws `notFound` listing the ones there are.
    package func edition(_ code: String) throws -> Edition {
        guard let edition = editions[code] else {
            throw RegistryError(
                .notFound, "edition: \(self.code) has no edition '\(code.abbreviated)'",
                hint: editions.isEmpty
                    ? "attestry edition add \(self.code) CODE --title TEXT"
                    : "editions of \(self.code): \(editionCodes.joined(separator: " "))",
                field: "edition")
        }
        return edition
    }

    /// What a newer edition that is out on a day means for a version issued to this one.
    package func flags(of edition: Edition, on day: CivilDate) -> Set<Verdict.Flag> {
        guard let successor = edition.successor.flatMap({ editions[$0] }),
            let published = successor.publishedOn, published <= day
        else { return [] }
        return edition.lastIssueOn == nil && edition.retiresOn == nil
            ? [.editionSuperseded, .editionDeadlineUnconfirmed] : [.editionSuperseded]
    }
}
