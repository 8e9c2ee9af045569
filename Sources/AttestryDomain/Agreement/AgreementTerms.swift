/// The terms of an agreement field by field, as its row, a form and a list have them (`rules.md`
/// §5).
package struct AgreementTerms: Hashable, Sendable {
    /// How an agreement ends or goes on, in the words of the column.
    package enum Renewal: String, Sendable, CaseIterable {
        case fixed, auto, evergreen
    }

    /// From what the months of survival count, in the words of its column: from the agreement's
    /// end, or from the last release that relied on it.
    package enum SurvivalBasis: String, Sendable, CaseIterable {
        case end, disclosure, indefinite
    }

    /// The template, and its version, that it was made from.
    package var template: String?
    /// What other systems call it, as `SYSTEM=ID`.
    package var refs: [String] = []
    /// The first day of its first term; nil while nobody has agreed on one.
    package var effectiveOn: CivilDate?
    /// How the agreement ends or goes on.
    package var renewal: Renewal?
    /// The last day of a fixed agreement, or of the first term of one that renews itself where
    /// that day is printed.
    package var endsOn: CivilDate?
    /// The months of the first term where they are others than those of the terms that follow.
    package var initialTermMonths: Int?
    /// The months of a term, of an agreement that renews itself until somebody gives notice.
    package var termMonths: Int?
    /// Days before the end of a term by which notice must be given; nil where none is agreed.
    package var noticeDays: Int?
    /// Months before the next term by which notice must be given, in place of days.
    package var noticeMonths: Int?
    /// From what the months of survival count; nil where it protects nothing after its end.
    package var survivalBasis: SurvivalBasis?
    /// How many months it protects what was released under it.
    package var survivalMonths: Int?

    package init() {}

    package static let fields: [Field<AgreementTerms>] = [
        .text("template", \.template, "The template it was made from, with its version."),
        .references(\.refs),
        .date("effective_on", \.effectiveOn, "The first day of its first term, YYYY-MM-DD.")
            .typed(as: "effective"),
        .choice("renewal", \.renewal, "How it ends or goes on.").typed(as: nil).lasting,
        .date(
            "ends_on", \.endsOn, "Its last day; with --auto-renew the last day of its first term."
        ).typed(as: "ends"),
        .number(
            "initial_term_months", \.initialTermMonths, in: 1...1200,
            "The months of its first term, where the terms that follow are shorter or longer."
        ).typed(as: "initial-term"),
        .number(
            "term_months", \.termMonths, in: 1...1200, "The months of a term, with --auto-renew."
        ).typed(as: "term").lasting,
        .number(
            "notice_days", \.noticeDays, in: 0...3650,
            "Days before the end of a term by which notice must be given."),
        .number(
            "notice_months", \.noticeMonths, in: 1...120,
            "Months before the next term by which notice must be given."),
        .choice(
            "survival_basis", \.survivalBasis,
            "What the months count from: end, or disclosure (each release)."),
        .any(
            "survival_months", \.survival, "Months that it protects afterwards, or indefinite.",
            expected: "give months, or indefinite", json: { $0.map { .number($0) } ?? .null }
        ) { text in
            if text == SurvivalBasis.indefinite.rawValue { return nil }
            guard let months = Int(text), survivalRange.contains(months) else {
                throw RegistryError.invalid(
                    "survival_months", text, "a number from 1 to 1200, or indefinite")
            }
            return months
        }.typed(as: "survival").within(survivalRange),
    ]

    private static let survivalRange = 1...1200

    /// The months, or nil for without end; nil as a whole where there is no survival.
    private var survival: Int?? {
        get { survivalMonths.map { .some($0) } }
        set {
            survivalMonths = newValue ?? nil
            if case .some(.none) = newValue { survivalBasis = .indefinite }
        }
    }
}
