extension Handover {
    /// What is watched of a distribution on a day (`rules.md` §7): a recall that was not answered,
    /// and the end of access. `recipient` names the customer and the person, `holders` are the
    /// rules over all that went to the holders of the version; nil where it was not recalled.
    package func watched(
        on day: CivilDate, accessEndsOn: CivilDate?, recordedOn: CivilDate,
        version name: VersionReference, owner: String?, recipient: [String], holders: HolderRules?
    ) -> Watched {
        var anchors: [Anchor] = []
        if let accessEndsOn, first(.accessEnded, by: day) == nil {
            anchors.append(
                Anchor(
                    .accessEnd, on: accessEndsOn, recordedOn: recordedOn,
                    fact: "access ends on \(accessEndsOn)"))
        }
        if let recall = first(.recalled, by: day),
            holders?.isHolding(self, on: day) ?? false
        {
            anchors.append(
                Anchor(
                    .recall, on: recall.occurredOn, recordedOn: recall.recordedOn,
                    fact: "recalled on \(recall.occurredOn) and not acknowledged"))
        }
        let number = id.rawValue
        return Watched(
            AlertSubject(.distribution, key: number, name: "\(number)"),
            title: "distribution \(number) (\(name) to \(recipient.joined(separator: " ")))",
            owner: owner, anchors: anchors, sources: [.distribution(id)])
    }
}
