extension ActivityRules {
    /// The last day to look ahead to, where that is at least `horizon`: what has begun is watched,
    /// however far ahead it is due.
    package func outlook(_ horizon: CivilDate) -> CivilDate {
        begun.map(\.occurrence.dueOn).reduce(horizon, max)
    }

    /// What is watched of it (`rules.md` §7): what was missed and is not made up, what is due until
    /// a day, and what was found and is not mended.
    package func watched(until last: CivilDate) -> Watched {
        let code = activity.code
        let isOver = activity.isVoided || activity.endedOn.map { $0 < day } ?? false
        return Watched(
            AlertSubject(.activity, key: activity.id.rawValue, name: code.description),
            title: "\(code) (\(activity.title))", owner: activity.owner,
            target: Ladders.Target(activity, on: day), anchors: isOver ? [] : anchors(until: last),
            isInForce: verdict(firstRung: nil).isKept, isDiscontinued: isOver,
            sources: [.activity(code)],
            silence: activity.isVoided
                ? "it was recorded in error"
                : activity.endedOn.map { "its last day was \($0): nothing is expected any more" }
                    ?? "nothing is due")
    }

    private func anchors(until last: CivilDate) -> [Anchor] {
        let missed = missedOccasions.filter { $0.occurrence.dueOn < recent }
        let due = (missed + occurrences(from: recent, to: last)).filter {
            [.missed, .failed, .open, .planned].contains($0.state)
        }.map { item in
            let occurrence = item.occurrence
            return Anchor(
                .occurrence, detail: occurrence.name, on: occurrence.dueOn,
                recordedOn: occurrence.recordedOn,
                fact: "\(occurrence.name) is due by \(occurrence.dueOn)"
                    + (item.state == .failed ? ", and failed" : ""))
        }
        return due
            + openFindings.map { finding in
                Anchor(
                    .finding, detail: "\(finding.id.rawValue)", on: finding.fixBy,
                    recordedOn: finding.recordedOn,
                    fact: "finding \(finding.id.rawValue), \(finding.title), is to be mended by "
                        + "\(finding.fixBy)")
            }
    }
}
