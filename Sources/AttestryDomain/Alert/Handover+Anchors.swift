extension Handover {
    /// What is watched of a distribution on a day (`rules.md` §7): a recall that was not answered,
    /// and the end of access. `recipient` names the customer and the person, `holding` is what
    /// is followed up under the number of this row; nil where it is another's, or nothing is held.
    package func watched(
        on day: CivilDate, accessEndsOn: CivilDate?, recordedOn: CivilDate,
        version name: VersionReference, owner: String?, recipient: [String], holding: Holding?
    ) -> Watched {
        var anchors: [Anchor] = []
        if let accessEndsOn, first(.accessEnded, by: day) == nil, voiding == nil {
            anchors.append(
                Anchor(
                    .accessEnd, on: accessEndsOn, recordedOn: recordedOn,
                    fact: "access ends on \(accessEndsOn)"))
        }
        if let recall = holding?.recall(by: day) {
            anchors.append(
                Anchor(
                    .recall, on: recall.occurredOn, recordedOn: recall.recordedOn,
                    fact: "recalled on \(recall.occurredOn) and not acknowledged"))
        }
        let number = id.rawValue
        let count = holding?.copies.count ?? 1
        let copies = count > 1 ? ", \(count) copies" : ""
        return Watched(
            AlertSubject(.distribution, key: number, name: "\(number)"),
            title:
                "distribution \(number) (\(name) to \(recipient.joined(separator: " "))\(copies))",
            owner: owner, anchors: anchors, sources: [.distribution(id)])
    }
}
