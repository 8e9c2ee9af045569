extension AgreementTerms {
    /// The last day of a fixed agreement; nil where it renews itself or has no end.
    package var fixedEnd: CivilDate? { renewal == .fixed ? endsOn : nil }

    /// Whether it has the end, the terms and the months that its words ask for, and no others.
    package var isWhole: Bool {
        let hasTerms =
            switch renewal {
            case .fixed: endsOn != nil && termMonths == nil && initialTermMonths == nil
            case .auto: termMonths != nil && (endsOn == nil || initialTermMonths == nil)
            case .evergreen: endsOn == nil && termMonths == nil && initialTermMonths == nil
            case nil: false
            }
        return hasTerms && (noticeDays == nil || noticeMonths == nil)
            && ![nil, .indefinite].contains(survivalBasis) == (survivalMonths != nil)
    }

    /// These terms with what somebody typed; returns all that is wrong with them.
    package mutating func fill(_ form: Form, isNew: Bool) -> [Problem] {
        let base = self
        let typed =
            form["renewal"].flatMap(Renewal.init) ?? (form["term_months"] != nil ? .auto : nil)
            ?? (form["ends_on"] != nil ? .fixed : nil)
        if isNew || typed.map({ $0 != renewal }) ?? false {
            (renewal, endsOn, initialTermMonths, termMonths) = (typed, nil, nil, nil)
        }
        leaveOut("ends_on", \.endsOn, for: "initial_term_months", form)
        leaveOut("initial_term_months", \.initialTermMonths, for: "ends_on", form)
        leaveOut("notice_days", \.noticeDays, for: "notice_months", form)
        leaveOut("notice_months", \.noticeMonths, for: "notice_days", form)
        var problems = form.fill(&self, Self.fields, isNew: isNew)
        renewal = typed ?? renewal
        settleSurvival(over: base, form)
        problems += self.problems(besides: Set(problems.compactMap(\.field)))
        return problems
    }

    /// Empties a field where another one that says the same in another way is typed without it.
    private mutating func leaveOut<Value>(
        _ field: String, _ path: WritableKeyPath<Self, Value?>, for other: String, _ form: Form
    ) {
        if form[other] != nil, form[field] == nil { self[keyPath: path] = nil }
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
}

extension AgreementTerms {
    /// Where the terms do not fit together, but for what is said of these fields already.
    package func problems(besides said: Set<String> = []) -> [Problem] {
        let ways = "give --ends DATE, or --term MONTHS --auto-renew, or --evergreen"
        let (first, last) = (effectiveOn ?? .distantPast, endsOn ?? .distantFuture)
        let problems: [Problem?] = [
            .missing(if: renewal == nil, "renewal", "how does it end?", hint: ways),
            .missing(
                if: renewal == .fixed && endsOn == nil && termMonths == nil, "ends_on",
                "a fixed agreement has an end", hint: "give a date as YYYY-MM-DD"),
            .missing(
                if: renewal == .auto && termMonths == nil, "term_months",
                "an agreement that renews itself has terms", hint: "give the months of a term"),
            .when(
                renewal == .fixed && termMonths != nil
                    || renewal == .evergreen && (endsOn != nil || termMonths != nil),
                "renewal", ": an end, a term and no end do not go together", hint: ways),
            .missing(
                if: ![nil, .indefinite].contains(survivalBasis) && survivalMonths == nil,
                "survival_months", "how long does it protect?",
                hint: "give months, or indefinite"),
            .when(
                last < first, "ends_on", ": \(last) lies before the effective day \(first)",
                hint: "give a later day"),
            firstTermProblem, noticeProblem,
        ]
        return problems.compactMap(\.self).filter { !said.contains($0.field ?? "") }
    }

    private var firstTermProblem: Problem? {
        guard initialTermMonths != nil, let renewal else { return nil }
        if renewal != .auto {
            return Problem(
                "initial_term_months", ": only an agreement that renews itself has a first term",
                hint: "leave it out, or give --term MONTHS --auto-renew")
        }
        return endsOn.map {
            Problem(
                "initial_term_months", ": the first term ends on \($0) already",
                hint: "give its months, or its last day")
        }
    }

    private var noticeProblem: Problem? {
        guard let renewal, noticeDays != nil || noticeMonths != nil else { return nil }
        let field = noticeMonths == nil ? "notice_days" : "notice_months"
        if renewal != .auto {
            return Problem(
                field, ": only an agreement that renews itself has a deadline",
                hint: "leave it out, or give --term MONTHS --auto-renew")
        }
        if noticeDays != nil, noticeMonths != nil {
            return Problem(
                field, ": the notice is given in days already", hint: "give days or months")
        }
        // Without its first day the length of a first term up to a printed end is not known.
        let first = effectiveOn ?? (endsOn == nil ? CivilDate(dayNumber: 0) : .distantPast)
        let terms = AgreementCourse(self, from: first)?.firstTerms ?? []
        guard let short = terms.first(where: { deadline(of: $0).map($0.isAfter) ?? false }),
            let end = short.end
        else { return nil }
        let notice = noticeDays.map { "\($0) days" } ?? noticeMonths.map { "\($0) months" } ?? ""
        return Problem(
            field,
            ": notice of \(notice) is not shorter than a term of "
                + "\(short.start.days(until: end.dayAfter)) days",
            hint: "give fewer \(noticeDays == nil ? "months" : "days")")
    }

    /// The last day to give notice before a term is followed by another; nil where none is agreed.
    func deadline(of term: AgreementTerm) -> CivilDate? {
        guard let end = term.end else { return nil }
        return noticeDays.map { end.subtracting(days: $0) }
            ?? noticeMonths.map { end.dayAfter.subtracting(months: $0).dayBefore }
    }
}
