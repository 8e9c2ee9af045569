/// What one dated document says, as it is recorded or edited; field by field as its row has it.
package struct VersionContent: Hashable, Sendable {
    /// The code of the scheme's edition it was issued to.
    package var edition: String?
    /// The code of the evidence that it rides on.
    package var parent: Code?
    /// The certificate's own number.
    package var number: String?
    /// Who issued it: certification body, QSA company, audit provider.
    package var issuer: String?
    /// The firm that signed the report.
    package var auditor: String?
    /// The scope as printed.
    package var scope: String?
    /// Codes of the products it covers.
    package var covers: [Code] = []
    /// What its scheme identifies it by beyond the columns, such as an `assessment_id`.
    package var identifiers: [String: String] = [:]
    /// The day it was issued; for an AOC the Date of Report.
    package var issuedOn: CivilDate
    /// The first day of validity where it is not the day of issue.
    package var validFrom: CivilDate?
    /// The printed last day of validity, inclusive.
    package var expiresOn: CivilDate?
    /// The first day of the period that a report covers.
    package var periodStart: CivilDate?
    /// The last day of that period.
    package var periodEnd: CivilDate?
    /// The day that a report speaks about which covers no period.
    package var asOfOn: CivilDate?
    /// What the auditor concluded; nil for everything with a validity.
    package var opinion: Report.Opinion?
    /// The criteria a report was held against.
    package var criteria: [String] = []
    /// The number of exceptions that the auditor noted.
    package var exceptions: Int?

    package init(issuedOn: CivilDate) { self.issuedOn = issuedOn }

    /// The day from which it is looked at: `valid_from`, else `issued_on` (`rules.md` §2).
    package var start: CivilDate { validFrom ?? issuedOn }

    /// What a report covers and says; nil for everything with a validity.
    package var report: Report? {
        let period = asOfOn == nil ? period : nil
        guard let opinion, let lastDay = asOfOn ?? period?.end else { return nil }
        return Report(
            period: period, lastDay: lastDay, opinion: opinion, criteria: criteria,
            exceptions: exceptions)
    }
}

extension VersionContent {
    /// Under which prefix a form holds the identifiers of the scheme.
    package static let identifierPrefix = "identifiers."

    /// The fields of a version of this noun, in the order in which people meet them.
    package static func fields(of noun: Scheme.Noun) -> [Field<VersionContent>] {
        noun == .report ? reportFields : certificateFields
    }

    /// The fields that are columns of a version's row; edition and parent are keys of other rows.
    package static let columns: [Field<VersionContent>] =
        certificateFields.filter { $0.name != "edition" && $0.name != "parent" }
        + reportFields.filter { field in
            field.isKept && !certificateFields.contains { $0.name == field.name }
        }

    private static let certificateFields: [Field<VersionContent>] = [
        edition, .text("number", \.number, "The certificate's number."),
        .text(
            "issuer", \.issuer, "Who issued it: certification body, audit provider, QSA company."),
        issued,
        .date("valid_from", \.validFrom, "The first day of validity, if not that of issue."),
        .date("expires_on", \.expiresOn, "The printed last day of validity.").typed(as: "expires"),
        scope, covers,
        .code("parent", \.parent, "The evidence that it rides on.").offering(.evidence),
    ]

    private static let reportFields: [Field<VersionContent>] = [
        edition, .text("auditor", \.auditor, "The firm that signed it."), period,
        .date("period_start", \.periodStart, "The first day of the period.").typed(as: nil).lasting,
        .date("period_end", \.periodEnd, "The last day of the period.").typed(as: nil).lasting,
        .date("as_of_on", \.asOfOn, "The day it speaks about (type 1).").typed(as: "as-of-date")
            .lasting,
        issued,
        .choice(
            "opinion", \.opinion,
            "What the auditor concluded: unqualified, qualified, adverse or disclaimer."
        ).lasting,
        .list("criteria", \.criteria, "Criteria, such as security,availability.") { $0 },
        .number("exceptions", \.exceptions, in: 0...100_000, "The number of exceptions noted."),
        scope, covers,
    ]

    private static let edition: Field<VersionContent> = .text(
        "edition", \.edition, "The edition it was issued to, such as 2022."
    ).offering(.edition)
    private static let scope: Field<VersionContent> = .text(
        "scope", \.scope, "The scope as printed.")
    private static let covers: Field<VersionContent> = .list(
        "covers", \.covers, "A product that it covers; may be given several times.",
        expected: "give codes of products"
    ) { try Code($0, field: "covers") }.offering(.product)
    private static let issued: Field<VersionContent> = .date(
        "issued_on", \.issuedOn.kept, "The day of issue (AOC: Date of Report), YYYY-MM-DD."
    ).typed(as: "issued").needed("the day of issue")

    private static let period = Field<VersionContent>.any(
        "period", \.period, "The period it covers, START..END (type 2).",
        expected: "give START..END", json: { .string("\($0.start)..\($0.end)") }
    ) { text in
        let halves = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard halves.count == 3, halves[1].isEmpty,
            let start = CivilDate(String(Substring(halves[0]))),
            let end = CivilDate(String(Substring(halves[2])))
        else {
            throw RegistryError.invalid(
                "period", text, "START..END, such as 2025-10-01..2026-09-30")
        }
        return Report.Period(start: start, end: end)
    }.lasting.onlyTyped

    private var period: Report.Period? {
        get {
            guard let periodStart, let periodEnd else { return nil }
            return Report.Period(start: periodStart, end: periodEnd)
        }
        set {
            periodStart = newValue?.start
            periodEnd = newValue?.end
        }
    }
}
