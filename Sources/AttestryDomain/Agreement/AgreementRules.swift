/// `rules.md` §5 for one agreement.
package struct AgreementRules: Sendable {
    private let agreement: Agreement
    private let successors: [Code: Agreement]
    private let events: [AgreementEvent]
    private let isVoided: Bool
    private let executed: CivilDate?
    private let start: CivilDate?
    private let termination: CivilDate?

    /// The rules for an agreement; `successors` holds at least those that its events name.
    package init(_ agreement: Agreement, successors: [Code: Agreement]) {
        self.agreement = agreement
        self.successors = successors
        events = agreement.standing
        isVoided = events.contains { $0.kind == .voided }
        executed = events.first { $0.kind == .executed }?.occurredOn
        termination = events.first { $0.kind == .terminated }?.occurredOn
        start = executed.flatMap { executed in
            agreement.effectiveOn.map { max(executed, $0) }
        }
    }

    /// The standing on a day; `lastRelease` is the last release by that day that relied on it.
    package func standing(on day: CivilDate, lastRelease: CivilDate? = nil) -> AgreementStanding {
        var standing = bareStanding(on: day)
        guard !isVoided, let executed, executed <= day else { return standing }
        standing.endedOn = ended(by: day)
        addSurvival(to: &standing, lastRelease: lastRelease)
        guard let ended = standing.endedOn else { return standing }
        standing.isRetainedIndefinitely = standing.survivesIndefinitely
        if !standing.survivesIndefinitely {
            let kept = ended.adding(months: agreement.kind.retentionMonths)
            standing.retainUntil = max(kept, standing.survivalUntil ?? kept)
        }
        let isProtected =
            standing.survivesIndefinitely || standing.survivalUntil.map { $0 >= day } ?? false
        if standing.state.hasEnded, isProtected { standing.flags.insert(.inSurvival) }
        return standing
    }

    /// The days on which it is in force as seen from a day; nil where there are none.
    package func span(asOf day: CivilDate) -> AgreementTerm? {
        guard !isVoided, let start, start <= day else { return nil }
        let limits = [
            agreement.terms.fixedEnd, termination?.dayBefore, supersededOn(by: day)?.dayBefore,
        ].compactMap(\.self)
        let last = limits.min()
        guard last.map({ $0 >= start }) ?? true else { return nil }
        return AgreementTerm(start: start, end: last)
    }
}

extension AgreementRules {
    private func bareStanding(on day: CivilDate) -> AgreementStanding {
        if let voided = events.first(where: { $0.kind == .voided }) {
            return AgreementStanding(.voided, since: voided.occurredOn)
        }
        if let termination, termination <= day {
            return AgreementStanding(.terminated, since: termination)
        }
        if let superseded = supersededOn(by: day) {
            return AgreementStanding(.superseded, since: superseded)
        }
        guard let executed, executed <= day, let effective = agreement.effectiveOn
        else { return unexecuted(on: day) }
        return executedStanding(on: day, executed: executed, effective: effective)
    }

    private func unexecuted(on day: CivilDate) -> AgreementStanding {
        let states: [AgreementEvent.Kind: AgreementStanding.State] = [
            .drafted: .draft, .sent: .sent, .negotiating: .negotiating, .declined: .declined,
        ]
        let last = events.last { $0.occurredOn <= day && states[$0.kind] != nil }
        return AgreementStanding(
            last.flatMap { states[$0.kind] } ?? .none, since: last?.occurredOn)
    }

    private func executedStanding(
        on day: CivilDate, executed: CivilDate, effective: CivilDate
    ) -> AgreementStanding {
        let start = max(executed, effective)
        let term = term(on: day, effective: effective)
        var standing = AgreementStanding(.active, since: start)
        standing.termStart = term.start
        standing.termEnd = term.end
        standing.noticeDeadline = noticeDeadline(of: term)
        func isNear(_ limit: CivilDate) -> Bool {
            day.isFollowed(by: limit, within: agreement.kind.expiringDays)
        }
        func warned(of limit: CivilDate) -> CivilDate {
            limit.subtracting(days: agreement.kind.expiringDays)
        }
        if effective > day {
            standing.state = .notYetEffective
            standing.since = executed
        } else if let end = lastDay, end < day {
            standing.state = .expired
            standing.since = max(end.dayAfter, start)
            standing.noticeDeadline = nil
        } else if let deadline = standing.noticeDeadline, isNear(deadline) {
            standing.state = .noticeWindowOpen
            standing.since = max(warned(of: deadline), start, term.start)
        } else if let end = lastDay, isNear(end) {
            standing.state = .expiring
            standing.since = max(warned(of: end), start)
        }
        return standing
    }

    /// With a termination ahead an agreement counts as fixed, ending the day before it.
    private func term(on day: CivilDate, effective: CivilDate) -> AgreementTerm {
        if let lastDay { return AgreementTerm(start: effective, end: lastDay) }
        return AgreementCourse(agreement.terms, from: effective)?.term(on: day)
            ?? AgreementTerm(start: effective, end: nil)
    }

    private func noticeDeadline(of term: AgreementTerm) -> CivilDate? {
        guard agreement.renewal == .auto, termination == nil else { return nil }
        return agreement.terms.deadline(of: term)
    }

    /// The last day in force as known from the terms and a termination, whichever comes first.
    private var lastDay: CivilDate? {
        [agreement.terms.fixedEnd, termination?.dayBefore].compactMap(\.self).min()
    }

    /// The day it was superseded: never by a voided or unexecuted agreement.
    private func supersededOn(by day: CivilDate) -> CivilDate? {
        let days = events.filter { $0.kind == .superseded }.compactMap { event in
            event.successor.flatMap { successors[$0] }
                .flatMap { $0.isVoided ? nil : $0.start }
                .map { max($0, event.occurredOn) }
        }
        return days.filter { $0 <= day }.min()
    }

    /// The day from which it is kept: its last day, or the day it was terminated or superseded.
    private func ended(by day: CivilDate) -> CivilDate? {
        guard let start,
            let ended = [agreement.terms.fixedEnd, termination, supersededOn(by: day)]
                .compactMap(\.self).min(),
            ended >= start
        else { return nil }
        return ended
    }

    private func addSurvival(to standing: inout AgreementStanding, lastRelease: CivilDate?) {
        standing.survivesIndefinitely = agreement.survivalBasis == .indefinite
        guard let months = agreement.survivalMonths else { return }
        let first = agreement.survivalBasis == .disclosure ? lastRelease : standing.endedOn
        standing.survivalUntil = first?.adding(months: months)
    }
}
