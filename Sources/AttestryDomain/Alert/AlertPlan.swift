/// The rungs of one anchor date that runs have dealt with.
///
/// Only a rung that was raised is done with: a skipped one may still become the most urgent, after
/// a clock that ran ahead was set right.
package struct AlertPast: Hashable, Sendable {
    /// The rungs that were raised.
    package var raised: Set<Int> = []
    /// The rungs that a more urgent one made pointless.
    package var skipped: Set<Int> = []

    /// Nothing was dealt with yet.
    package init() {}

    /// What these alerts about one anchor date have dealt with.
    package init(_ alerts: some Sequence<Alert>) {
        for alert in alerts { add(rung: alert.rung, skipped: alert.skipped) }
    }

    /// Takes in a rung that was raised and those it made pointless.
    package mutating func add(rung: Int, skipped: [Int]) {
        raised.insert(rung)
        self.skipped.formUnion(skipped)
    }
}

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

    /// The rung to raise on a day and the ones it makes pointless; nil where there is nothing to
    /// say.
    ///
    /// However many days were missed, one alert comes of them: the most urgent one reached.
    package func due(on day: CivilDate) -> (rung: Int, skipped: [Int])? {
        guard !anchor.isTooOldToRaise else { return nil }
        let reached = ladder.reached(on: day, anchor: anchor.on)
        guard let rung = reached.last, !past.raised.contains(rung) else { return nil }
        return (
            rung, reached.dropLast().filter { !past.raised.union(past.skipped).contains($0) }
        )
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
