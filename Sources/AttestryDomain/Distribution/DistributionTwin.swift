/// What makes two rows about one customer say the same: all of them but their numbers, and what
/// followed.
package struct DistributionTwin: Hashable, Sendable {
    private var handover: Handover
    private let channel: Distribution.Channel
    private let purpose: String

    package init(_ handover: Handover, channel: Distribution.Channel, purpose: String) {
        self.handover = handover
        self.channel = channel
        self.purpose = purpose
        (self.handover.id, self.handover.events) = (ID(0), [])
    }
}

extension Distribution {
    /// What another row must not say again.
    package var twin: DistributionTwin {
        DistributionTwin(handover, channel: channel, purpose: purpose)
    }
}
