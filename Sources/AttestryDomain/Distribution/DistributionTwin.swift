/// What makes two rows about one customer say the same.
package struct DistributionTwin: Hashable, Sendable {
    let version: Int
    let contact: Int?
    let releasedOn: CivilDate
    let channel: String
    let purpose: String
    let letter: Int?
    let outcome: String

    package init(
        version: Int, contact: Int?, releasedOn: CivilDate, channel: String, purpose: String,
        letter: Int?, outcome: String
    ) {
        self.version = version
        self.contact = contact
        self.releasedOn = releasedOn
        self.channel = channel
        self.purpose = purpose
        self.letter = letter
        self.outcome = outcome
    }
}

extension Distribution {
    /// What another row must not say again.
    package var twin: DistributionTwin {
        DistributionTwin(
            version: Int(handover.version.rawValue),
            contact: handover.contact.map { Int($0.rawValue) },
            releasedOn: handover.releasedOn, channel: channel.rawValue, purpose: purpose,
            letter: handover.letter.map { Int($0.rawValue) },
            outcome: handover.outcome.rawValue)
    }
}
