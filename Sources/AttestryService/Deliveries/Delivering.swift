package import AttestryDomain
import AttestryStorage

/// What a turn at delivering came to.
package struct DeliveryReport: Sendable {
    /// The messages that were tried, once for each try.
    package internal(set) var tries: [OutboxItem] = []
    /// How many messages wait for another try.
    package internal(set) var waiting = 0
    /// How many messages were given up, in this turn or before.
    package internal(set) var failed = 0

    /// A turn in which nothing was tried yet.
    package init() {}

    /// The report as scripts read it.
    package var json: JSONValue {
        let columns = OutboxItem.columns.named("id", "channel", "recipient", "state", "detail")
        return [
            "sent": .number(tries.count { $0.delivery.state == .sent }),
            "waiting": .number(waiting), "failed": .number(failed),
            "messages": .array(tries.map { JSONValue($0, columns) }),
        ]
    }
}

extension Registry {
    /// Which messages a turn takes.
    package enum DeliveryScope: Sendable {
        case output, channels
    }

    /// Sends what waits, one message after the other: each is claimed in one transaction, sent
    /// outside of any, and marked in another (`rules.md` §7, "Delivery"). The caller holds the lock
    /// over the registry's file, so that no two processes do it at once.
    ///
    /// `send` says what became of a try, `mayGoOn` whether another may begin, which none does after
    /// the deadline. A message that may be tried again within a quarter of a minute is waited for.
    package func deliver(
        _ scope: DeliveryScope, until deadline: ContinuousClock.Instant, author: Author,
        mayGoOn: () -> Bool = { true }, wait: (_ seconds: Int) -> Void = { _ in },
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in },
        send: (Message, Channel?) -> DeliveryOutcome
    ) throws -> DeliveryReport {
        var report = DeliveryReport()
        func isInTime(after pause: Int = 0) -> Bool {
            mayGoOn() && ContinuousClock.now + .seconds(pause) < deadline
        }
        let waiting = try store.read { try $0.openCount(forOutput: scope == .output) }
        var hasWaited = false
        while waiting > 0, isInTime() {
            if let item = try claim(scope, author) {
                hasWaited = false
                progress(report.tries.count, waiting)
                let outcome =
                    item.channel?.disabledBecause.map { .permanent($0) }
                    ?? send(item.message, item.channel)
                let settled = try settle(item, outcome, author)
                report.tries.append(settled)
                if scope == .output, settled.delivery.state != .sent { break }
            } else if scope == .channels, !hasWaited, let pause = try pause(),
                isInTime(after: pause)
            {
                // Once: a clock that stands still must not keep a run for ever.
                wait(pause)
                hasWaited = true
            } else {
                break
            }
        }
        return try store.read { reading in
            report.waiting = try reading.openCount(forOutput: scope == .output)
            report.failed = try reading.outboxCounts()[.failed, default: 0]
            return report
        }
    }

    /// What no channel takes and was not put out yet, of this run and former ones.
    package func waitingOutput() throws -> [AlertNotification] {
        try read(asOf: nil) { reading, today in
            let items = try reading.outbox(.states([.queued, .claimed])).filter {
                $0.channel == nil
            }
            return try reading.tellings(of: items, on: today, clock).flatMap(\.kept)
        }
    }

    /// The oldest message that may be tried, claimed for this process.
    private func claim(_ scope: DeliveryScope, _ author: Author) throws -> OutboxItem? {
        try write("alert.deliver", author) { transaction, today in
            let reading = transaction.reading
            var last = ID<Message>(0)
            while let next = try reading.nextMessage(
                after: last, forOutput: scope == .output, at: transaction.change.time,
                longest: RetrySchedule.longestWait)
            {
                last = next
                // One that is damaged must not keep the others from being sent.
                guard var item = try reading.outbox(.one(next)).first else {
                    let number = "\(next.rawValue)"
                    let damage = reading.damages.first { ($0.noun, $0.name) == ("message", number) }
                    try transaction.giveUp(
                        next, because: "it cannot be read: \(damage?.cause ?? "damaged")")
                    continue
                }
                let telling = try reading.tellings(of: [item], on: today, clock)[0]
                try transaction.passOn(telling, of: item)
                let isLetter = item.message.kind == .checkpoint
                if telling.kept.isEmpty, !isLetter {
                    item.delivery.drop(because: telling.silence)
                } else {
                    // On the day of the run a further try repeats the former to the byte.
                    let news = item.message.content.notifications.first
                    if isLetter || news?.day != telling.kept.first?.day {
                        item.message.wordedAt = transaction.change.time
                    }
                    item.message.content.notifications = telling.kept
                    item.delivery.told = telling.kept.map(\.alert)
                    item.delivery.state = .claimed
                    item.delivery.nextAttemptAt = nil
                    item.delivery.countAttempt()
                }
                try transaction.update(item.delivery, of: item)
                if item.delivery.state == .claimed { return item }
            }
            return nil
        }
    }

    /// Marks what became of a try. Without the mark the next run would send it again: whoever holds
    /// the registry for long, an import or a backup, is waited for.
    private func settle(
        _ item: OutboxItem, _ outcome: DeliveryOutcome, _ author: Author
    ) throws -> OutboxItem {
        var tries = 0
        while true {
            do {
                return try mark(item, outcome, author)
            } catch let error as RegistryError {
                tries += 1
                if error.kind == .busy, tries < Self.patience { continue }
                throw RegistryError(
                    .outputLost,
                    "message \(item.message.id.rawValue) was tried, but the outcome could not be "
                        + "noted: \(error.message)",
                    hint: "the next run tries it again, under the same identifier")
            }
        }
    }

    /// How often a busy registry is waited for, half a minute each.
    private static let patience = 20

    /// The message as it stands after the try; it is not marked where somebody has dropped it
    /// meanwhile.
    private func mark(
        _ item: OutboxItem, _ outcome: DeliveryOutcome, _ author: Author
    ) throws -> OutboxItem {
        try write("alert.deliver", author) { transaction, _ in
            let now = transaction.change.time
            var tried = item
            tried.delivery = RetrySchedule.settled(
                item.delivery, by: outcome, key: item.message.key, at: now)
            if item.channel == nil, tried.delivery.state != .sent {
                // An output is never given up, and the very next run may be able to write it.
                tried.delivery.state = .queued
                tried.delivery.nextAttemptAt = now
            }
            let present = try transaction.reading.outbox(.one(item.message.id)).first
            if let present, present.delivery.state == .claimed {
                try transaction.update(tried.delivery, of: present)
                if case .gone(let detail) = outcome, var channel = present.channel {
                    channel.disabledBecause = detail
                    try transaction.update(channel)
                }
            }
            return tried
        }
    }

    /// Seconds until the next message may be tried, where that is worth waiting for.
    private func pause() throws -> Int? {
        guard let next = try store.read({ try $0.nextAttempt(forOutput: false) })
        else { return nil }
        let seconds = next.secondsSinceEpoch - clock.now().secondsSinceEpoch
        return (0...15).contains(seconds) ? max(seconds, 1) : nil
    }
}

extension WriteTransaction {
    /// Queues what others are told in place of a message's recipient, who has it no longer.
    fileprivate func passOn(_ telling: Telling, of item: OutboxItem) throws {
        guard !telling.passedOn.isEmpty, let run = try reading.run(of: item.message.id) else {
            return
        }
        let branch = try reading.branch()
        for (recipient, notifications) in telling.passedOn.sorted(by: { $0.key < $1.key }) {
            let draft = Routing.Draft(
                channel: item.channel, recipient: recipient, kind: item.message.kind,
                notifications: notifications)
            try insert(
                draft, key: draft.key(registry: branch, run: run, insteadOf: item.message.key),
                run: run, insteadOf: item.message.id)
        }
    }
}
