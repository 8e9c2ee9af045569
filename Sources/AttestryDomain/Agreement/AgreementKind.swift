/// What sort of agreement it is, as data: `nda`, `baa`, `dpa`, `msa`, or one the user added
/// (`rules.md` §5).
package struct AgreementKind: Hashable, Sendable {
    /// What a customer may owe; an agreement in force of a kind that satisfies it meets the
    /// obligation.
    package enum Duty: String, Sendable, CaseIterable {
        /// A business associate agreement, where protected health information is handled.
        case phi
        /// A data processing agreement, where personal data is handled.
        case personalData = "personal_data"

        /// The name of the rule that an unmet duty breaks.
        package var rule: String { anchor.rawValue }
    }

    /// What users call it.
    package let code: Code
    /// Its full name.
    package var title: String
    /// Whether a release that needs an NDA may rely on it.
    package var countsAsNDA: Bool
    /// The duty that it satisfies; nil where it satisfies none.
    package var satisfies: Duty?
    /// Months that an agreement is kept after it was last in effect; 72 for a BAA by 45 CFR
    /// 164.316(b)(2)(i).
    package var retentionMonths: Int
    /// Days before the end or the notice deadline at which an agreement counts as expiring.
    package var expiringDays: Int
    /// Who made the kind: the program updates its own kinds and never the user's.
    package var origin: Fact.Origin

    package init(
        code: Code, title: String, countsAsNDA: Bool = false, satisfies: Duty? = nil,
        retentionMonths: Int = 72, expiringDays: Int = 60, origin: Fact.Origin = .attestry
    ) {
        self.code = code
        self.title = title
        self.countsAsNDA = countsAsNDA
        self.satisfies = satisfies
        self.retentionMonths = retentionMonths
        self.expiringDays = expiringDays
        self.origin = origin
    }
}

extension AgreementKind {
    package static let fields: [Field<AgreementKind>] = [
        .text("title", \.title.kept, "Its full name.").needed("it is a new kind"),
        .flag("counts_as_nda", \.countsAsNDA, "A release that needs an NDA may rely on it."),
        .choice("satisfies", \.satisfies, "The obligation that it meets: phi or personal_data."),
        .number(
            "retention_months", \.retentionMonths.kept, in: 0...1200,
            "Months that it is kept after it was last in effect."
        ).lasting,
        .number(
            "expiring_days", \.expiringDays.kept, in: 0...3650,
            "Days before the end at which it counts as expiring."
        ).lasting,
    ]
}
