/// `rules.md` §9 for one activity on a day.
package struct ActivityRules: Sendable {
    package let activity: Activity
    package let day: CivilDate
    /// The occurrences that no calendar makes due.
    private let occasions: [Occurrence]
    /// What happened by the day, by the name of the occurrence.
    private let events: [String: [ActivityEvent]]
    private let periods: [ActivityPeriods]

    /// The rules for an activity; `contracts` are those of each customer, where one of its cadences
    /// asks for them.
    package init(_ activity: Activity, contracts: [Code: [Contract]] = [:], on day: CivilDate) {
        self.activity = activity
        self.day = day
        let periods = Self.periods(of: activity)
        self.periods = periods
        events = Dictionary(
            grouping: activity.standing(by: day).filter { $0.kind != .opened && !$0.isExtra }
        ) { event in
            event.occurrence
                ?? periods.lazy.compactMap { $0.period(on: event.occurredOn) }.first?.name ?? ""
        }
        occasions =
            activity.opened(by: day)
            + activity.contractEnds(contracts, events, on: day)
    }

    /// Only what is over when another cadence takes its place, or the activity ends, was due by the
    /// old one.
    private static func periods(of activity: Activity) -> [ActivityPeriods] {
        activity.course.compactMap { cadence, last in
            let end = [last, activity.endedOn].compactMap(\.self).min()
            return ActivityPeriods(cadence, until: end)
        }
    }

    /// The occurrences that are due between two days with how they stand, by due day.
    package func occurrences(from first: CivilDate, to last: CivilDate) -> [OccurrenceStanding] {
        (periods.flatMap { $0.due(from: first, to: last) }
            + occasions.filter { first <= $0.dueOn && $0.dueOn <= last })
            .sorted { ($0.dueOn, $0.name) < ($1.dueOn, $1.name) }.map(standing)
    }

    /// The occurrences that have begun and are not due yet.
    var begun: [OccurrenceStanding] {
        (periods.compactMap { $0.period(on: day) }
            + occasions.filter { $0.startsOn <= day && day <= $0.dueOn }).map(standing)
    }

    /// What no calendar made due and was missed, however long ago.
    var missedOccasions: [OccurrenceStanding] {
        occasions.map(standing).filter { $0.state == .missed }
    }

    /// The occurrences that a customer made due.
    package func occurrences(of customer: Code) -> [OccurrenceStanding] {
        occasions.filter { $0.name == customer.description }.map(standing)
    }

    /// The occurrences of which something is recorded.
    package var touched: [OccurrenceStanding] {
        events.flatMap { name, events -> [Occurrence] in
            let known = ActivityPeriods.day(named: name).flatMap { day in
                periods.lazy.compactMap { $0.period(on: day) }.first { $0.name == name }
            }
            return [known].compactMap(\.self) + occasions.filter { $0.name == name }
        }.map(standing)
    }

    /// The occurrence of a name, the last where several go by it; nil where none does.
    package func occurrence(named name: String) -> OccurrenceStanding? {
        let period = ActivityPeriods.day(named: name).flatMap { day in
            periods.lazy.compactMap { $0.period(on: day) }.first { $0.name == name }
        }
        return (period ?? occasions.last { $0.name == name }).map(standing)
    }

    /// The occurrence in whose period the day lies; nil where none does.
    package var current: OccurrenceStanding? {
        periods.lazy.compactMap { $0.period(on: day) }.first.map(standing)
    }

    private func standing(_ occurrence: Occurrence) -> OccurrenceStanding {
        OccurrenceStanding(occurrence, events[occurrence.name] ?? [], on: day)
    }

    /// The first day of the last period that is over; nil where none is.
    var lastPeriod: CivilDate? { periods.compactMap { $0.last(before: day)?.startsOn }.max() }

    /// Whether an occurrence was missed and not made up, however long ago.
    var hasEverMissed: Bool {
        let due = periods.reduce(0) { $0 + $1.count(before: day) }
        let seen = Set(
            touched.filter { $0.occurrence.dueOn < day && $0.state != .missed }
                .map(\.occurrence)
        ).subtracting(occasions)
        return due > seen.count || !missedOccasions.isEmpty
    }
}
