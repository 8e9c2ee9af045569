/// How the deliveries stand as a whole.
package struct OutboxState: Hashable, Sendable {
    /// How many messages wait or are being sent.
    package let waiting: Int
    /// How many messages were given up and neither sent again nor dropped.
    package let failed: Int
    /// When the message that waits longest was queued.
    package let oldestWaiting: Timestamp?
    /// The channels that are out of use though nobody removed them.
    package let disabled: [Channel]

    package init(waiting: Int, failed: Int, oldestWaiting: Timestamp?, disabled: [Channel]) {
        self.waiting = waiting
        self.failed = failed
        self.oldestWaiting = oldestWaiting
        self.disabled = disabled
    }

    /// What is wrong with it at an instant: alerts that reach nobody are as bad as none.
    package func concerns(at now: Timestamp) -> [Concern] {
        var concerns: [Concern] = []
        if failed > 0 {
            concerns.append(
                Concern(
                    .critical, "alerts", .undelivered,
                    "\(failed.of("message")) given up; "
                        + "attestry alert outbox list shows why"))
        }
        if let oldestWaiting,
            now.secondsSinceEpoch - oldestWaiting.secondsSinceEpoch > Self.longestWait
        {
            concerns.append(
                Concern(
                    .warning, "alerts", .deliveryLate,
                    "\(waiting.of("message waits", "messages wait")), "
                        + "the oldest since \(oldestWaiting)"))
        }
        return concerns
            + disabled.map {
                Concern(
                    .critical, "alerts", .channelDisabled,
                    "channel '\($0.code)' is out of use: \($0.disabledBecause ?? "")")
            }
    }

    /// Seconds after which a message that waits is worth a warning.
    private static let longestWait = 6 * 3_600
}
