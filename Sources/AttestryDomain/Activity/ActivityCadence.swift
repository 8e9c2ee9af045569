/// How often an activity is due from a day on (`rules.md` §9).
package struct ActivityCadence: Hashable, Sendable {
    /// A period of the calendar.
    package enum Period: String, Sendable, CaseIterable {
        case month, quarter
        case halfYear = "half-year"
        case year

        /// How many months it has.
        var months: Int {
            switch self {
            case .month: 1
            case .quarter: 3
            case .halfYear: 6
            case .year: 12
            }
        }
    }

    /// What makes it due, where no calendar does.
    package enum Occasion: String, Sendable, CaseIterable {
        case contractEnd = "contract-end"
        case event
    }

    /// What makes it due.
    package enum Rhythm: Hashable, Sendable {
        case each(Period), every(months: Int), contractEnd(within: Int), event
    }

    package let id: ID<ActivityCadence>
    /// The first day on which it counts.
    package var fromOn = CivilDate.distantPast
    /// The period of the calendar that it is due in.
    package var eachPeriod: Period?
    /// The months of a term, counted from the first day.
    package var everyMonths: Int?
    /// What makes it due, where no calendar does.
    package var onOccasion: Occasion?
    /// Days after the end of a customer's contract by which it is due.
    package var withinDays: Int?
    /// The civil day on which it was recorded or last edited.
    package var recordedOn: CivilDate
    /// Whether it was recorded in error.
    package var isVoided = false

    package init(id: ID<ActivityCadence>, recordedOn: CivilDate) {
        self.id = id
        self.recordedOn = recordedOn
    }

    /// What makes it due; nil where that was not said, or said twice.
    package var rhythm: Rhythm? {
        switch (eachPeriod, everyMonths, onOccasion, withinDays) {
        case (let period?, nil, nil, nil): .each(period)
        case (nil, let months?, nil, nil): .every(months: months)
        case (nil, nil, .contractEnd, let days?): .contractEnd(within: days)
        case (nil, nil, .event, nil): .event
        default: nil
        }
    }

    /// The word by which ladders may be set for activities of its kind.
    package var word: String {
        eachPeriod?.rawValue ?? onOccasion?.rawValue ?? Self.everyWord
    }

    private static let everyWord = "every"

    /// The words of all kinds of cadences.
    package static let words = Period.words + [everyWord] + Occasion.words

    package var description: String {
        switch rhythm {
        case .each(let period): "each \(period.rawValue)"
        case .every(let months): "every \(months.of("month"))"
        case .contractEnd(let days): "within \(days.of("day")) of a contract's end"
        case .event: "on each event"
        case nil: ""
        }
    }
}

extension ActivityCadence {
    package static let fields: [Field<ActivityCadence>] = [
        .date("from_on", \.fromOn.kept, "The first day on which it counts, YYYY-MM-DD.")
            .typed(as: "from").needed("the first day on which it counts"),
        .choice("each_period", \.eachPeriod, "Due in each month, quarter, half-year or year.")
            .typed(as: "each"),
        .number(
            "every_months", \.everyMonths, in: 1...1200,
            "The months of a term, counted from the first day."
        ).typed(as: "every"),
        .choice("on_occasion", \.onOccasion, "Due on contract-end, or on event.").typed(as: "on"),
        .number(
            "within_days", \.withinDays, in: 0...3650,
            "Days after a contract's end by which it is due."
        ).typed(as: "within"),
    ]

    /// What is wrong with what was said of it.
    package var problems: [Problem] {
        let said = [
            eachPeriod.map { _ in "each_period" }, everyMonths.map { _ in "every_months" },
            onOccasion.map { _ in "on_occasion" },
        ].compactMap(\.self)
        let isAtEnd = onOccasion == .contractEnd
        return [
            .missing(
                if: said.isEmpty, "each_period", "how often it is due",
                hint: "give --each PERIOD, --every MONTHS or --on contract-end|event"),
            said.count > 1
                ? Problem(said[1], ": what makes it due was said already", hint: "give one of them")
                : nil,
            .missing(
                if: isAtEnd && withinDays == nil, "within_days",
                "after a contract's end there is a last day", hint: "give a number of days"),
            .when(
                !isAtEnd && withinDays != nil, "within_days",
                ": only what is due after a contract's end has it",
                hint: "give it with --on contract-end"),
        ].compactMap(\.self)
    }
}
