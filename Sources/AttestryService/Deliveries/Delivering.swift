package import AttestryDomain
import AttestryStorage
import Foundation

/// What a turn at delivering came to.
package struct DeliveryReport: Sendable {
    /// A message that was tried, and what became of it.
    package struct Line: Sendable {
        /// The message.
        package let message: Message
        /// The code of the channel; `output` for the run's own.
        package let channel: String
        /// How far it got.
        package let delivery: Delivery
    }

    /// The messages that were tried, each try a line.
    package internal(set) var lines: [Line] = []
    /// How many messages wait for another try.
    package internal(set) var waiting = 0
    /// How many messages were given up, in this turn or before.
    package internal(set) var failed = 0

    /// A turn in which nothing was tried yet.
    package init() {}

    /// The report as scripts read it.
    package var json: JSONValue {
        [
            "sent": .number(lines.count { $0.delivery.state == .sent }),
            "waiting": .number(waiting), "failed": .number(failed),
            "messages": .array(
                lines.map { line in
                    [
                        "id": .number(Int(line.message.id.rawValue)),
                        "channel": .string(line.channel),
                        "recipient": .string(line.message.recipient),
                        "state": .string(line.delivery.state.rawValue),
                        "detail": .text(line.delivery.detail),
                    ]
                }),
        ]
    }
}

extension Registry {
    /// Which messages a turn takes.
    package enum DeliveryScope: Sendable {
        case output, channels
    }

    /// Sends what waits, one message after the other: each is claimed in one transaction, sent
    /// outside of any, and marked in another (`rules.md` §7, "Delivery").
    ///
    /// `send` says what became of a try, `mayGoOn` whether another may begin. A message that may be
    /// tried again within a quarter of a minute is waited for.
    package func deliver(
        _ scope: DeliveryScope, _ turn: DeliveryTurn, author: Author,
        mayGoOn: () -> Bool = { true },
        wait: (_ seconds: Int) -> Void = { Thread.sleep(forTimeInterval: Double($0)) },
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in },
        send: (Message, Channel?) -> DeliveryOutcome
    ) throws -> DeliveryReport {
        var report = DeliveryReport()
        func isInTime(after pause: Int = 0) -> Bool {
            mayGoOn() && ContinuousClock.now + .seconds(pause) < turn.deadline
        }
        let waiting = try store.read { try $0.openCount(forOutput: scope == .output) }
        if waiting > 0 {
            var hasWaited = false
            while isInTime() {
                if let item = try claim(scope, author) {
                    hasWaited = false
                    progress(report.lines.count, waiting)
                    let outcome =
                        item.channel?.disabledBecause.map { .permanent($0) }
                        ?? send(item.message, item.channel)
                    report.lines.append(try settle(item, outcome, author))
                    if scope == .output, report.lines.last?.delivery.state != .sent { break }
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
        }
        report.waiting = try store.read { try $0.openCount(forOutput: scope == .output) }
        report.failed = try store.read { try $0.outboxCounts()[.failed, default: 0] }
        return report
    }
}

extension Registry {
    /// What no channel takes and was not put out yet, of this run and former ones.
    package func waitingOutput() throws -> [AlertNotification] {
        try store.read { try $0.outbox(.states([.queued, .claimed])) }
            .filter { $0.channel == nil }.flatMap(\.message.content.notifications)
    }

    /// The oldest message that may be tried, claimed for this process.
    private func claim(_ scope: DeliveryScope, _ author: Author) throws -> OutboxItem? {
        try write("alert.deliver", author) { transaction, _ in
            let now = transaction.change.time
            while let next = try transaction.reading.nextMessage(
                forOutput: scope == .output, at: now, longest: RetrySchedule.longestWait)
            {
                let reading = transaction.reading
                // One that is damaged must not keep the others from being sent.
                guard
                    case .success(let found) = try reading.damage(in: {
                        try reading.outbox(.one(next)).first
                    }), var item = found
                else {
                    try transaction.giveUp(next, because: "it cannot be read")
                    continue
                }
                var delivery = item.delivery
                if item.isPointless {
                    delivery.drop(because: "what it warned of is gone")
                    try transaction.update(delivery, of: item)
                    continue
                }
                delivery.state = .claimed
                delivery.nextAttemptAt = nil
                delivery.attempts += 1
                try transaction.update(delivery, of: item)
                item.delivery = delivery
                return item
            }
            return nil
        }
    }

    /// Marks what became of a try, unless somebody has dropped the message meanwhile.
    private func settle(
        _ item: OutboxItem, _ outcome: DeliveryOutcome, _ author: Author
    ) throws -> DeliveryReport.Line {
        // Without the mark the next run would send it again: whoever holds the registry for long,
        // an import or a backup, is waited for.
        var last: RegistryError?
        for _ in 0..<Self.patience {
            do {
                return try mark(item, outcome, author)
            } catch let error as RegistryError {
                last = error
                if error.kind != .busy { break }
            }
        }
        throw RegistryError(
            .outputLost,
            "message \(item.message.id.rawValue) was tried, but the outcome could not be noted: "
                + (last?.message ?? "unknown"),
            hint: "the next run tries it again, under the same identifier")
    }

    /// How often a busy registry is waited for, half a minute each.
    private static let patience = 20

    private func mark(_ item: OutboxItem, _ outcome: DeliveryOutcome, _ author: Author) throws
        -> DeliveryReport.Line
    {
        try write("alert.deliver", author) { transaction, _ in
            let now = transaction.change.time
            var delivery = RetrySchedule.settled(
                item.delivery, by: outcome, key: item.message.key, at: now)
            if item.channel == nil, delivery.state != .sent {
                // An output is never given up, and the very next run may be able to write it.
                delivery.state = .queued
                delivery.nextAttemptAt = now
            }
            let present = try transaction.reading.outbox(.one(item.message.id)).first
            if let present, present.delivery.state == .claimed {
                try transaction.update(delivery, of: present)
                if case .gone(let detail) = outcome, var channel = present.channel {
                    channel.disabledBecause = detail
                    try transaction.update(channel)
                }
            }
            return DeliveryReport.Line(
                message: item.message, channel: item.channel?.code.description ?? "output",
                delivery: delivery)
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

extension OutboxItem {
    /// Whether it is an incident that must not be opened any more: sent after its end it would open
    /// a new one (PagerDuty, Events API v2).
    fileprivate var isPointless: Bool {
        channel?.kind == .pagerduty && message.kind != .resolved
            && message.content.notifications.allSatisfy { $0.about.resolvedOn != nil }
    }
}
