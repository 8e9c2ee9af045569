import AttestryDomain

/// One evidence over time, as the row of a picture. What is drawn are the stretches that the
/// verdicts make, and each says its days.
struct LifeDrawing {
    let life: EvidenceLife
    let axis: TimeAxis

    /// What the row is filled with; `index` tells it from the others of its page.
    func fields(_ index: Int) -> Fields {
        [
            "id": "life\(index)", "code": "\(life.code)", "title": life.title.cut(to: 160),
            "standing": life.standing, "tone": life.tone, "height": hasTrack ? 40 : 28,
            "spans": life.stretches.flatMap(spans), "track": track,
            "diamonds": life.milestones.filter { isDrawn($0.dueOn, $0.dueOn) }.map(diamond),
            "isDiscontinued": life.isDiscontinued, "said": life.said, "todayX": todayX,
        ]
    }

    private var todayX: String { TimeAxis.percent(axis.place(axis.today)) }

    private var hasTrack: Bool { life.noun == .report }

    /// A stretch; what lies ahead is drawn apart from what has been.
    private func spans(_ stretch: Stretch) -> [Fields] {
        let isSplit =
            stretch.from <= axis.today && stretch.through.map { axis.today < $0 } ?? true
        guard isSplit else {
            return [
                span(stretch, stretch.from, stretch.through, isAhead: stretch.from > axis.today)
            ]
            .compactMap(\.self)
        }
        return [
            span(stretch, stretch.from, axis.today, isAhead: false),
            span(stretch, axis.today.dayAfter, stretch.through, isAhead: true),
        ].compactMap(\.self)
    }

    private func span(
        _ stretch: Stretch, _ from: CivilDate, _ through: CivilDate?, isAhead: Bool
    ) -> Fields? {
        let last = through ?? axis.end
        guard isDrawn(from, last) else { return nil }
        let isFirst = from == stretch.from && isFirst(stretch)
        let (left, right) = (axis.place(from), axis.place(last.dayAfter))
        return [
            "x": TimeAxis.percent(left), "width": TimeAxis.percent(max(right - left, 100)),
            "kind": stretch.kind + (isAhead ? " ahead" : ""), "from": "\(from)",
            "to": (through?.description).field, "state": stretch.name,
            "version": stretch.version,
            "isFull": stretch.isInForce && !isAhead,
            "label": (isFirst && right - left > 2_000 ? "\(stretch.version)" : nil).field,
        ]
    }

    private func isFirst(_ stretch: Stretch) -> Bool {
        life.stretches.first { $0.version == stretch.version } == stretch
    }

    /// What a report covers, what bridges, and what nothing covers, on a line of its own.
    private var track: [Fields] {
        let covered = life.covered.map { ("covered", $0.start, $0.end) }
        let letters = life.letters.map { ("bridge", $0.fromOn, $0.toOn) }
        let gaps = life.verdict.gaps.map { ("gap", $0.from, $0.to) }
        return (covered + gaps + letters).filter { isDrawn($0.1, $0.2) }.map { kind, from, to in
            let (left, right) = (axis.place(from), axis.place(to.dayAfter))
            return [
                "kind": kind, "from": "\(from)", "to": "\(to)", "x": TimeAxis.percent(left),
                "width": TimeAxis.percent(max(right - left, 300)),
            ]
        }
    }

    private func diamond(_ milestone: Milestone) -> Fields {
        [
            "x": TimeAxis.percent(axis.place(milestone.dueOn)), "on": "\(milestone.dueOn)",
            "kind": milestone.kind, "shape": milestone.doneOn == nil ? "open" : "done",
        ]
    }

    private func isDrawn(_ from: CivilDate, _ to: CivilDate) -> Bool {
        axis.first <= to && from < axis.end
    }
}
