/// What runs and people have done about one anchor date (`rules.md` §7).
///
/// Only a rung that was raised is done with: a skipped one may still become the most urgent, after
/// a clock that ran ahead was set right.
package struct AlertPast: Hashable, Sendable {
    /// The alerts raised, in their order.
    package private(set) var alerts: [Alert] = []
    /// The rungs that were raised.
    package private(set) var raised: Set<Int> = []
    /// The rungs that a more urgent one made pointless.
    package private(set) var skipped: Set<Int> = []
    /// Whether it was passed on to the escalation contact.
    package let isEscalated: Bool
    private let acknowledgement: AlertResponse?
    private let snooze: AlertResponse?
    private var isReminded: Bool

    /// What these alerts about one anchor date have dealt with, and what was answered to them;
    /// `reminded` are the answers after which it was said once more.
    package init(
        _ alerts: [Alert] = [], responses: [AlertResponse] = [],
        reminded: Set<ID<AlertResponse>> = [], isEscalated: Bool = false
    ) {
        snooze = responses.last { $0.kind.until != nil }
        acknowledgement = responses.last { $0.kind == .acknowledged }
        isReminded = snooze.map { reminded.contains($0.id) } ?? false
        self.isEscalated = isEscalated
        for alert in alerts { add(alert) }
    }

    /// Takes in an alert that was raised.
    package mutating func add(_ alert: Alert) {
        alerts.append(alert)
        add(rung: alert.rung, skipped: alert.skipped)
    }

    /// Takes in what a run does on a day.
    package mutating func add(_ due: AlertDue, on day: CivilDate) {
        if case .alert(let rung, let skipped) = due { add(rung: rung, skipped: skipped) }
        if let until = snooze?.kind.until, until <= day { isReminded = true }
    }

    private mutating func add(rung: Int, skipped: [Int]) {
        raised.insert(rung)
        self.skipped.formUnion(skipped)
    }

    /// Whether nothing may be said on a day.
    package func isSilent(on day: CivilDate) -> Bool {
        snooze?.kind.until.map { day < $0 } ?? false
    }

    /// How an alert stands on a day.
    package func state(of alert: Alert, on day: CivilDate) -> Alert.State {
        if alert.resolvedOn != nil { return .resolved }
        if isAnswered(alert) { return .acknowledged }
        return isSilent(on: day) ? .snoozed : .open
    }

    /// Whether the rungs before the date are taken care of.
    package var isAcknowledged: Bool { acknowledgement != nil }

    /// The last answer; nil where there is none.
    package var lastAnswer: ID<AlertResponse>? { latest?.id }

    /// What was answered last since another answer, or ever.
    package func answer(since other: ID<AlertResponse>?) -> AlertResponse.Kind? {
        latest.flatMap { $0.id.rawValue > other?.rawValue ?? 0 ? $0.kind : nil }
    }

    private var latest: AlertResponse? {
        [acknowledgement, snooze].compactMap(\.self).max { $0.id.rawValue < $1.id.rawValue }
    }

    /// Whether the last answer was that it is taken care of, and counts for this alert.
    package func isAnswered(_ alert: Alert) -> Bool {
        isAcknowledged(alert) && acknowledgement?.id.rawValue ?? 0 > snooze?.id.rawValue ?? 0
    }

    /// The day until which it was put off last.
    package var snoozedUntil: CivilDate? { snooze?.kind.until }

    /// Whether this alert was answered as being taken care of.
    package func isAcknowledged(_ alert: Alert) -> Bool {
        acknowledgement.map { alert.id.rawValue <= $0.alert.rawValue } ?? false
    }

    /// The snooze that has passed and asks for a rung to be said once more.
    package func reminder(of rung: Int, on day: CivilDate) -> ID<AlertResponse>? {
        guard let snooze, let until = snooze.kind.until, until <= day, !isReminded,
            !alerts.contains(where: { $0.raisedOn >= until })
        else { return nil }
        let isAnswered = acknowledgement.map { $0.id.rawValue > snooze.id.rawValue } ?? false
        return isAnswered && rung > 0 ? nil : snooze.id
    }

    /// Whether it has to be passed on: some alert of the last 30 days before the date, or after
    /// it, was not answered for a week.
    package func isEscalationDue(on day: CivilDate) -> Bool {
        guard !isEscalated, !isSilent(on: day) else { return false }
        return alerts.contains { alert in
            guard alert.resolvedOn == nil, alert.rung <= Self.escalationRung,
                !isAcknowledged(alert)
            else { return false }
            let told = max(alert.raisedOn, snooze?.kind.until ?? alert.raisedOn)
            return told.days(until: day) >= Self.escalationDays
        }
    }

    private static let escalationRung = 30
    private static let escalationDays = 7
}
