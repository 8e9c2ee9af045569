/// What a run would do about one anchor (`rules.md` §7).
package struct AlertPlan: Hashable, Sendable {
    /// What it is about.
    package let subject: AlertSubject
    /// The dated thing it is about.
    package let anchor: Anchor
    /// Its ladder, overdue rungs included.
    package let ladder: Ladder
    /// What was raised and skipped for this anchor date before.
    package let past: AlertPast

    /// A plan for this anchor of this subject.
    package init(subject: AlertSubject, anchor: Anchor, ladder: Ladder, past: AlertPast) {
        self.subject = subject
        self.anchor = anchor
        self.ladder = ladder
        self.past = past
    }

    /// What a run does about it on a day; nil where there is nothing to say.
    ///
    /// However many days were missed, one alert comes of them: the most urgent one reached.
    package func due(on day: CivilDate) -> AlertDue? {
        guard !anchor.isTooOldToRaise, !past.isSilent(on: day) else { return nil }
        let reached = ladder.reached(on: day, anchor: anchor.on)
        guard let rung = reached.last else { return nil }
        let reminder = past.reminder(of: rung, on: day)
        if past.raised.contains(rung) { return reminder.map { .reminder(rung: rung, after: $0) } }
        if past.isAcknowledged, rung > 0, reminder == nil { return nil }
        return .alert(
            rung: rung,
            skipped: reached.dropLast().filter { !past.raised.union(past.skipped).contains($0) })
    }
}

/// What a run does about an anchor date.
package enum AlertDue: Hashable, Sendable {
    /// It raises this rung; the others were reached too and are pointless now.
    case alert(rung: Int, skipped: [Int])
    /// It says the alert of this rung once more, as the snooze asked for.
    case reminder(rung: Int, after: ID<AlertResponse>)

    /// The rung it speaks of.
    package var rung: Int {
        switch self {
        case .alert(let rung, _), .reminder(let rung, _): rung
        }
    }
}

extension AlertPlan {
    /// The anchor date it is for.
    package var key: AlertKey {
        AlertKey(subject: subject, anchor: anchor.name, anchorOn: anchor.on)
    }
}

extension Ladders {
    /// The plan for an anchor of a subject: its ladder, and what was settled before.
    package func plan(
        _ anchor: Anchor, of subject: AlertSubject, as target: Target,
        past: (AlertKey) -> AlertPast
    ) -> AlertPlan {
        let ladder = rule(for: anchor.name, of: target)?.ladder ?? Ladder(rungs: [0])
        let key = AlertKey(subject: subject, anchor: anchor.name, anchorOn: anchor.on)
        return AlertPlan(
            subject: subject, anchor: anchor,
            ladder: anchor.goesOverdue ? ladder.withOverdueRungs() : ladder, past: past(key))
    }
}

extension AnchorRules {
    /// The plans of an evidence on a day, one an anchor. Throws where it cannot be evaluated.
    package func plans(
        of code: Code, on day: CivilDate, ladders: Ladders, past: (AlertKey) -> AlertPast
    ) throws -> [AlertPlan] {
        let (evidence, scheme) = try portfolio.lookUp(code)
        let target = Ladders.Target(evidence: evidence, scheme: scheme)
        return try anchors(of: code, on: day).map { anchor in
            ladders.plan(anchor, of: AlertSubject(evidence), as: target, past: past)
        }
    }
}
