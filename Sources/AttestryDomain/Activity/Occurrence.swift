/// One due instance of an activity; derived, never stored (`rules.md` §9).
package struct Occurrence: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        case waived, done
        case doneLate = "done_late"
        case missed, failed, open, planned

        /// How good it is to be in this state.
        package var tone: Tone? {
            switch self {
            case .done: .good
            case .doneLate, .waived, .open: .notice
            case .missed, .failed: .bad
            case .planned: nil
            }
        }
    }

    /// What users call it: `2026-Q3`, its due day, a customer's code, a reference.
    package let name: String
    /// The first day on which it may be done.
    package let startsOn: CivilDate
    /// The last day on which it is done in time.
    package let dueOn: CivilDate
    /// The first day of the next occurrence of its name, to which what happens from then on
    /// belongs; nil where there is none.
    var next: CivilDate?
    /// Whether it is the first of its name.
    var isFirst = true
    /// The civil day on which what makes it due was recorded.
    package let recordedOn: CivilDate

    /// Whether an event of its name belongs to it. What has yet to begin may be waived.
    func admits(_ event: ActivityEvent) -> Bool {
        (startsOn <= event.occurredOn || isFirst && event.kind == .waived)
            && next.map { event.occurredOn < $0 } ?? true
    }
}

/// How an occurrence stands on a day.
package struct OccurrenceStanding: Sendable {
    package let occurrence: Occurrence
    package let state: Occurrence.State
    /// The record that made it done, else the last one; nil where there is none.
    package let record: ActivityEvent?
    /// What says that it need not be done.
    package let waiver: ActivityEvent?
    /// Days between the due day and when it was done, or the day asked about; nil where it is not
    /// late.
    package let daysLate: Int?

    /// The standing of an occurrence by its events in their order.
    init(_ occurrence: Occurrence, _ events: [ActivityEvent], on day: CivilDate) {
        let own = events.filter(occurrence.admits)
        let records = own.filter { $0.kind == .done }
        let done = records.first(where: \.counts)
        self.occurrence = occurrence
        waiver = own.first { $0.kind == .waived }
        record = done ?? records.last
        let due = occurrence.dueOn
        if waiver != nil {
            state = .waived
        } else if let done {
            state = done.occurredOn <= due ? .done : .doneLate
        } else if due < day {
            state = .missed
        } else if !records.isEmpty {
            state = .failed
        } else {
            state = occurrence.startsOn <= day ? .open : .planned
        }
        let last =
            switch state {
            case .doneLate: done?.occurredOn
            case .missed: day
            default: CivilDate?.none
            }
        daysLate = last.map { due.days(until: $0) }
    }

    /// The day on which it was done; nil where it was not.
    package var doneOn: CivilDate? {
        [.done, .doneLate].contains(state) ? record?.occurredOn : nil
    }
}
