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
    /// The first day of its first term; nil while nobody has agreed on one.
    package var effectiveOn: CivilDate?
    /// How the agreement ends or goes on.
    package var renewal: Renewal?
    /// The last day of a fixed agreement.
    package var endsOn: CivilDate?
    /// The months of a term, of an agreement that renews itself until somebody gives notice.
    package var termMonths: Int?
    /// Days before the end of a term by which notice must be given; nil where none is agreed.
    package var noticeDays: Int?
    /// From what the months of survival count; nil where it protects nothing after its end.
    package var survivalBasis: SurvivalBasis?
    /// How many months it protects what was released under it.
    package var survivalMonths: Int?

    package init() {}

    package static let fields: [Field<AgreementTerms>] = [
        .text("template", \.template, "The template it was made from, with its version."),
        .date("effective_on", \.effectiveOn, "The first day of its first term, YYYY-MM-DD.")
            .typed(as: "effective"),
        .choice("renewal", \.renewal, "How it ends or goes on.").typed(as: nil).lasting,
        .date("ends_on", \.endsOn, "Its last day, where it is fixed.").typed(as: "ends").lasting,
        .number(
            "term_months", \.termMonths, in: 1...1200, "The months of a term, with --auto-renew."
        )
        .typed(as: "term").lasting,
        .number(
            "notice_days", \.noticeDays, in: 0...3650,
            "Days before the end of a term by which notice must be given."),
        .choice(
            "survival_basis", \.survivalBasis,
            "What the months count from: end, or disclosure (each release)."),
        .any(
            "survival_months", \.survival, "Months that it protects afterwards, or indefinite.",
            expected: "give months, or indefinite", json: { $0.map { .number($0) } ?? .null }
        ) { text in
            if text == SurvivalBasis.indefinite.rawValue { return nil }
            guard let months = Int(text), (1...1200).contains(months) else {
                throw RegistryError.invalid(
                    "survival_months", text, "a number from 1 to 1200, or indefinite")
            }
            return months
        }.typed(as: "survival"),
    ]

    /// The months, or nil for without end; nil as a whole where there is no survival.
    private var survival: Int?? {
        get { survivalMonths.map { .some($0) } }
        set {
            survivalMonths = newValue ?? nil
            if case .some(.none) = newValue { survivalBasis = .indefinite }
        }
    }
}

extension AgreementTerms {
    /// Whether it has the end, the term and the months that its words ask for, and no others.
    package var isWhole: Bool {
        let needs = [
            renewal == .fixed, renewal == .auto, ![nil, .indefinite].contains(survivalBasis),
        ]
        return renewal != nil && needs == [endsOn != nil, termMonths != nil, survivalMonths != nil]
    }

    /// These terms with what somebody typed; returns all that is wrong with them.
    package mutating func fill(_ form: Form, isNew: Bool) -> [Problem] {
        let base = self
        let typed =
            form["renewal"].flatMap(Renewal.init) ?? (form["ends_on"] != nil ? .fixed : nil)
            ?? (form["term_months"] != nil ? .auto : nil)
        if isNew || typed.map({ $0 != renewal }) ?? false {
            (renewal, endsOn, termMonths) = (typed, nil, nil)
        }
        var problems = form.fill(&self, Self.fields, isNew: isNew)
        renewal = typed ?? renewal
        settleSurvival(over: base, form)
        problems += self.problems(besides: Set(problems.compactMap(\.field)))
        return problems
    }

    private mutating func settleSurvival(over base: AgreementTerms, _ form: Form) {
        if !form.cleared.isDisjoint(with: ["survival_basis", "survival_months"]) {
            (survivalBasis, survivalMonths) = (nil, nil)
        }
        if survivalBasis == .indefinite, survivalMonths != nil, form["survival_basis"] == nil {
            survivalBasis = .end
        }
        if survivalBasis == .indefinite { survivalMonths = nil }
        if survivalMonths != nil, survivalBasis == nil {
            survivalBasis = base.survivalBasis ?? .end
        }
    }

    /// Where the terms do not fit together, but for what is said of these fields already.
    package func problems(besides said: Set<String> = []) -> [Problem] {
        let ways = "give --ends DATE, or --term MONTHS --auto-renew, or --evergreen"
        let isFixed = renewal == .fixed
        let isEndless = endsOn == nil && termMonths == nil
        let (first, last) = (effectiveOn ?? .distantPast, endsOn ?? .distantFuture)
        let problems: [Problem?] = [
            .missing(if: renewal == nil, "renewal", "how does it end?", hint: ways),
            .missing(
                if: isFixed && isEndless, "ends_on", "a fixed agreement has an end",
                hint: "give a date as YYYY-MM-DD"),
            .missing(
                if: renewal == .auto && isEndless, "term_months",
                "an agreement that renews itself has terms", hint: "give the months of a term"),
            .when(
                renewal != nil
                    && (endsOn != nil && !isFixed || termMonths != nil && renewal != .auto),
                "renewal", ": an end, a term and no end do not go together", hint: ways),
            .missing(
                if: ![nil, .indefinite].contains(survivalBasis) && survivalMonths == nil,
                "survival_months", "how long does it protect?",
                hint: "give months, or indefinite"),
            .when(
                last < first, "ends_on", ": \(last) lies before the effective day \(first)",
                hint: "give a later day"),
            noticeProblem,
        ]
        return problems.compactMap(\.self).filter { !said.contains($0.field ?? "") }
    }

    private var noticeProblem: Problem? {
        guard let noticeDays, let renewal else { return nil }
        guard renewal == .auto, let termMonths else {
            return Problem(
                "notice_days", ": only an agreement that renews itself has a deadline",
                hint: "leave it out, or give --term MONTHS --auto-renew")
        }
        let shortest = AgreementTerm.shortest(
            months: termMonths, from: effectiveOn ?? CivilDate(dayNumber: 0))
        return .when(
            noticeDays >= shortest, "notice_days",
            ": \(noticeDays) is not shorter than a term of \(shortest.of("day"))",
            hint: "give fewer days")
    }
}

/// What happened to an agreement by the time it is recorded.
package struct AgreementStart: Hashable, Sendable {
    package var draftedOn: CivilDate?
    package var executedOn: CivilDate?
    package var signedBy: String?
    package var terminatedOn: CivilDate?

    /// An event, its day, and the field that has the day.
    package typealias Happened = (kind: AgreementEvent.Kind, on: CivilDate, field: String)

    package init() {}

    package static let fields: [Field<AgreementStart>] = [
        .date("drafted_on", \.draftedOn, "The day it was drafted (default: today), YYYY-MM-DD.")
            .typed(as: "drafted"),
        .date("executed_on", \.executedOn, "The day the last party signed, YYYY-MM-DD.")
            .typed(as: "signed"),
        .text("signed_by", \.signedBy, "Who signed it for the customer."),
        .date("terminated_on", \.terminatedOn, "The first day it is out of force.").typed(as: nil),
    ]
    /// What has happened by the time it is recorded; what nobody has signed is a draft, of today
    /// where no day is given.
    package func events(today: CivilDate) -> [Happened] {
        let drafted = draftedOn ?? (executedOn == nil ? today : nil)
        let events: [(AgreementEvent.Kind, CivilDate?, String)] = [
            (.drafted, drafted, "drafted_on"), (.executed, executedOn, "executed_on"),
            (.terminated, terminatedOn, "terminated_on"),
        ]
        return events.compactMap { kind, day, field in day.map { (kind, $0, field) } }
    }
}
