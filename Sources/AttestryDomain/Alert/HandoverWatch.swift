/// What is watched of one distribution (`rules.md` §7): a recall that was not answered, and the end
/// of access.
package struct HandoverWatch: Sendable {
    /// What was handed out.
    package let handover: Handover
    /// The last day on which the person may have access; nil where that has no end.
    package let accessEndsOn: CivilDate?
    /// The civil day on which it was recorded.
    package let recordedOn: CivilDate
    /// The name of the version.
    package let version: VersionReference
    /// The owner of the evidence.
    package let owner: String?
    /// Who was given it: the customer and the person's address.
    package let recipient: [String]

    package init(
        _ handover: Handover, accessEndsOn: CivilDate?, recordedOn: CivilDate,
        version: VersionReference, owner: String?, recipient: [String]
    ) {
        self.handover = handover
        self.accessEndsOn = accessEndsOn
        self.recordedOn = recordedOn
        self.version = version
        self.owner = owner
        self.recipient = recipient
    }

    /// What is watched on a day; `holders` are the rules over all that went to the holders of the
    /// version, nil where it was not recalled.
    package func watched(on day: CivilDate, holders: HolderRules?) -> Watched {
        var anchors: [Anchor] = []
        if let accessEndsOn, handover.first(.accessEnded, by: day) == nil {
            anchors.append(
                Anchor(
                    .accessEnd, on: accessEndsOn, recordedOn: recordedOn,
                    fact: "access ends on \(accessEndsOn)"))
        }
        if let recall = handover.first(.recalled, by: day),
            holders?.isHolding(handover, on: day) ?? false
        {
            anchors.append(
                Anchor(
                    .recall, on: recall.occurredOn, recordedOn: recall.recordedOn,
                    fact: "recalled on \(recall.occurredOn) and not acknowledged"))
        }
        let number = handover.id.rawValue
        return Watched(
            AlertSubject(.distribution, key: number, name: "\(number)"),
            title: "distribution \(number) (\(version) to \(recipient.joined(separator: " ")))",
            owner: owner, anchors: anchors, sources: [.distribution(handover.id)])
    }
}
