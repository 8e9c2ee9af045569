/// What a run would do about one anchor (`rules.md` §7).
package struct AlertPlan: Hashable, Sendable {
    /// The evidence it is about.
    package let code: Code
    /// The dated thing it is about.
    package let anchor: Anchor
    /// Its ladder, overdue rungs included.
    package let ladder: Ladder
    /// Rungs that were raised or skipped for this anchor date before.
    package let settled: Set<Int>

    /// A plan for this anchor of this evidence.
    package init(code: Code, anchor: Anchor, ladder: Ladder, settled: Set<Int>) {
        self.code = code
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

extension AnchorRules {
    /// The plans of an evidence on a day, one an anchor. Throws where it cannot be evaluated.
    package func plans(
        of code: Code, on day: CivilDate, ladders: Ladders,
        settled: (_ anchor: String, _ on: CivilDate) -> Set<Int>
    ) throws -> [AlertPlan] {
        let (evidence, scheme) = try portfolio.lookUp(code)
        return try anchors(of: code, on: day).map { anchor in
            let rule = ladders.rule(for: anchor.name, of: evidence, scheme: scheme)
            let ladder = rule?.ladder ?? Ladder(rungs: [0])
            return AlertPlan(
                code: code, anchor: anchor,
                ladder: anchor.goesOverdue ? ladder.withOverdueRungs() : ladder,
                settled: settled(anchor.name, anchor.on))
        }
    }
}
