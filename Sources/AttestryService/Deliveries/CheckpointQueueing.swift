import AttestryDomain
import AttestryStorage

extension WriteTransaction {
    /// Queues the month's checkpoint for each channel that mails them and has none of this month
    /// yet. It takes the place of one of a former month that could not be sent: what is signed now
    /// vouches for all that that one would have.
    func queueCheckpoints(run: ID<AlertRun>, on day: CivilDate) throws {
        let channels = try reading.channels()
            .filter { $0.kind == .checkpoint && $0.disabledBecause == nil }
        for channel in channels {
            let last = try reading.lastCheckpointDay(of: channel.id)
            guard CheckpointLetter.isDue(on: day, after: last) else { continue }
            let unsent = try reading.outbox(.states([.queued, .claimed, .failed]))
            for item in unsent where item.channel?.id == channel.id {
                var delivery = item.delivery
                delivery.drop(because: "the next month's takes its place")
                try update(delivery, of: item)
            }
            let branch = try reading.branch()
            for recipient in channel.recipients {
                let draft = Routing.Draft(
                    channel: channel, recipient: recipient, kind: .checkpoint, notifications: [])
                try insert(draft, key: draft.key(registry: branch, run: run), run: run)
            }
        }
    }
}
