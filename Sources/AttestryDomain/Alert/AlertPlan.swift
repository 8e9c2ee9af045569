/// What a run would do about one anchor (`rules.md` §7).
package struct AlertPlan: Hashable, Sendable {
    /// What it is about.
    package let subject: AlertSubject
    /// The dated thing it is about.
    package let anchor: Anchor
    /// Its ladder, overdue rungs included.
    package let ladder: Ladder
    /// Rungs that were raised or skipped for this anchor date before.
    package let settled: Set<Int>

    /// A plan for this anchor of this subject.
    package init(subject: AlertSubject, anchor: Anchor, ladder: Ladder, settled: Set<Int>) {
        self.subject = subject
        self.anchor = anchor
        self.ladder = ladder
        self.settled = settled
    }

    /// The rung to raise on a day and the ones it makes pointless; nil where there is nothing to
    /// say.
    ///
    /// However many days were missed, one alert comes of them: the most urgent one reached.
    package func due(on day: CivilDate) -> (rung: Int, skipped: [Int])? {
        guard !anchor.isTooOldToRaise else { return nil }
        let reached = ladder.reached(on: day, anchor: anchor.on)
        guard let rung = reached.last, !settled.contains(rung) else { return nil }
        return (rung, reached.dropLast().filter { !settled.contains($0) })
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
        settled: (AlertKey) -> Set<Int>
    ) -> AlertPlan {
        let ladder = rule(for: anchor.name, of: target)?.ladder ?? Ladder(rungs: [0])
        let key = AlertKey(subject: subject, anchor: anchor.name, anchorOn: anchor.on)
        return AlertPlan(
            subject: subject, anchor: anchor,
            ladder: anchor.goesOverdue ? ladder.withOverdueRungs() : ladder, settled: settled(key))
    }
}

extension AnchorRules {
    /// The plans of an evidence on a day, one an anchor. Throws where it cannot be evaluated.
    package func plans(
        of code: Code, on day: CivilDate, ladders: Ladders, settled: (AlertKey) -> Set<Int>
    ) throws -> [AlertPlan] {
        let (evidence, scheme) = try portfolio.lookUp(code)
        let target = Ladders.Target(evidence: evidence, scheme: scheme)
        return try anchors(of: code, on: day).map { anchor in
            ladders.plan(anchor, of: AlertSubject(evidence), as: target, settled: settled)
        }
    }
}
