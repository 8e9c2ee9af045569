/// What the rules derive for an activity on a day (`rules.md` §9).
package struct ActivityVerdict: Hashable, Sendable {
    package enum State: String, Sendable, CaseIterable {
        case voided, ended, overdue
        case findingOverdue = "finding_overdue"
        case due
        case neverDone = "never_done"
        case onTrack = "on_track"

        /// How good it is to be in this state.
        package var tone: Tone? {
            switch self {
            case .onTrack: .good
            case .due, .neverDone: .notice
            case .overdue, .findingOverdue: .bad
            case .voided, .ended: nil
            }
        }
    }

    /// One state that holds, with its day and the fact behind it.
    package struct Reason: Hashable, Sendable {
        package let rule: State
        package let on: CivilDate
        package let fact: String
    }

    /// The headline.
    package let state: State
    /// The first day of the state; nil where nothing says it.
    package let since: CivilDate?
    /// Whether the page may claim that it is kept.
    package let isKept: Bool
    /// Everything that keeps it from being on track.
    package let reasons: [Reason]
}

extension ActivityRules {
    /// Whether a day lies in the last 12 months, the day of which they are over included.
    private func isRecent(_ other: CivilDate) -> Bool { other.adding(months: 12) >= day }

    /// A day before all that may be recent.
    var recent: CivilDate { day.subtracting(months: 12) }

    /// The verdict; `firstRung` is how many days before the due day its ladder begins, nil where it
    /// has no rungs.
    package func verdict(firstRung: Int?) -> ActivityVerdict {
        let reasons = (missed + findings + due(firstRung)).sorted {
            ($0.rule.rank, $0.on, $0.fact) < ($1.rule.rank, $1.on, $1.fact)
        }
        let done = touched.compactMap(\.doneOn)
        let isOverdue = reasons.contains { $0.rule == .overdue }
        let (state, since) = headline(reasons, lastDone: done.max())
        let isOver = [.voided, .ended].contains(state)
        return ActivityVerdict(
            state: state, since: since, isKept: !isOver && !isOverdue && isKept(done),
            reasons: isOver ? [] : reasons)
    }

    private func headline(_ reasons: [ActivityVerdict.Reason], lastDone: CivilDate?)
        -> (ActivityVerdict.State, since: CivilDate?)
    {
        if activity.isVoided { return (.voided, nil) }
        if let ended = activity.endedOn, ended < day { return (.ended, ended.dayAfter) }
        if let first = reasons.first { return (first.rule, first.on) }
        guard lastDone == nil, !hasEverMissed else { return (.onTrack, lastDone) }
        return (.neverDone, activity.course.first?.cadence.fromOn)
    }

    /// An event-driven activity is kept while none is missed.
    private func isKept(_ done: [CivilDate]) -> Bool {
        guard let cadence = activity.course.last(where: { $0.cadence.fromOn <= day })?.cadence
        else {
            return false
        }
        if cadence.onOccasion != nil { return !hasEverMissed }
        let period = lastPeriod ?? .distantFuture
        return done.contains { isRecent($0) || period <= $0 }
    }

    private var missed: [ActivityVerdict.Reason] {
        occurrences(from: recent, to: day.dayBefore).filter {
            $0.state == .missed && isRecent($0.occurrence.dueOn)
        }.map { item in
            let due = item.occurrence.dueOn
            return ActivityVerdict.Reason(
                rule: .overdue, on: due.dayAfter,
                fact: "\(item.occurrence.name) was due by \(due) and is missed")
        }
    }

    private var findings: [ActivityVerdict.Reason] {
        openFindings.filter { $0.fixBy < day }.map { finding in
            ActivityVerdict.Reason(
                rule: .findingOverdue, on: finding.fixBy.dayAfter,
                fact: "\(finding.title) was to be mended by \(finding.fixBy)")
        }
    }

    private func due(_ firstRung: Int?) -> [ActivityVerdict.Reason] {
        begun.compactMap { item in
            let (name, due) = (item.occurrence.name, item.occurrence.dueOn)
            if item.state == .failed, let record = item.record {
                return ActivityVerdict.Reason(
                    rule: .due, on: record.occurredOn,
                    fact: "\(name) failed on \(record.occurredOn) and is due by \(due)")
            }
            guard item.state == .open, let firstRung,
                day.isFollowed(by: due, within: firstRung)
            else { return nil }
            let since = max(due.subtracting(days: firstRung), item.occurrence.startsOn)
            return ActivityVerdict.Reason(
                rule: .due, on: since, fact: "\(name) is due by \(due)")
        }
    }

    /// What records found by the day and is yet to be mended.
    package var openFindings: [ActivityFinding] {
        activity.standing(by: day).filter { $0.kind == .done }.flatMap(\.findings)
            .filter { $0.isOpen(on: day) }
    }
}
