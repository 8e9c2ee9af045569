/// How far a message got.
package struct Delivery: Hashable, Sendable {
    /// The states of a message.
    package enum State: String, Sendable, CaseIterable {
        /// The message waits for its first or next try.
        case queued
        /// A process is sending it.
        case claimed
        /// The other side has taken it.
        case sent
        /// The message was given up.
        case failed
        /// Somebody decided that it need not be sent.
        case dropped

        /// Whether the message may still be sent.
        package var isOpen: Bool { [.queued, .claimed, .failed].contains(self) }

        /// Whether nothing more happens to the message by itself.
        package var isSettled: Bool { [.sent, .failed, .dropped].contains(self) }
    }

    /// How far the message got.
    package var state: State
    /// How often it was tried; no more often than ``possibleAttempts`` has it.
    package var attempts: Int
    /// When it is to be tried next, while it is queued.
    package var nextAttemptAt: Timestamp?
    /// What came back from the last try.
    package var detail: String?
    /// Whether the last try failed by something that somebody has to mend, such as a password.
    package var needsMending: Bool
    /// The alerts that the last try told of; nil where none was made.
    package var told: [ID<Alert>]?

    package init(
        state: State = .queued, attempts: Int = 0, nextAttemptAt: Timestamp? = nil,
        detail: String? = nil, needsMending: Bool = false, told: [ID<Alert>]? = nil
    ) {
        self.state = state
        self.attempts = attempts
        self.nextAttemptAt = nextAttemptAt
        self.detail = detail
        self.needsMending = needsMending
        self.told = told
    }

    /// How often a message can have been tried, those tries included that somebody asks for.
    package static let possibleAttempts = 0...1_000_000

    /// Counts a try.
    package mutating func countAttempt() {
        attempts = attempts.plus(1).clamped(to: Self.possibleAttempts)
    }

    /// Decides that it need not be sent.
    package mutating func drop(because detail: String?) {
        state = .dropped
        nextAttemptAt = nil
        needsMending = false
        self.detail = detail
    }
}

/// What became of one try to send a message.
package enum DeliveryOutcome: Hashable, Sendable {
    /// The other side has taken it.
    case sent(String)
    /// Another try may succeed, not before so many seconds where the other side said so; perhaps
    /// only once somebody has mended what is wrong here.
    case temporary(String, retryAfter: Int? = nil, needsMending: Bool = false)
    /// No further try can succeed; mail servers are asked once more, as some refuse a stranger's
    /// first try.
    case permanent(String, triesOnceMore: Bool = false)
    /// The other side says that nothing may be sent there ever again.
    case gone(String)

    /// What came back, for a person to read.
    package var detail: String {
        switch self {
        case .sent(let detail), .temporary(let detail, _, _), .permanent(let detail, _),
            .gone(let detail):
            detail
        }
    }
}

/// When a message is tried again (Standard Webhooks, "Deliverability and reliability").
package enum RetrySchedule {
    /// Seconds from each failed try to the next; after the last it is given up.
    package static let pauses = [
        5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]
    /// The longest pause that the other side may ask for, in seconds.
    package static let longestPause = 86_400

    /// What a delivery becomes by the outcome of its latest try at this instant.
    ///
    /// Pauses are drawn out by up to a fifth, by the message's key, so that many messages do not
    /// knock at once.
    package static func settled(
        _ delivery: Delivery, by outcome: DeliveryOutcome, key: String, at now: Timestamp
    ) -> Delivery {
        var next = delivery
        next.detail = outcome.detail
        next.nextAttemptAt = nil
        next.needsMending = false
        var asked = 0
        switch outcome {
        case .sent: next.state = .sent
        case .gone, .permanent(_, triesOnceMore: false): next.state = .failed
        case .permanent: next.state = delivery.attempts < 2 ? .queued : .failed
        case .temporary(_, let retryAfter, let needsMending):
            next.needsMending = needsMending
            next.state = delivery.attempts <= pauses.count ? .queued : .failed
            // The present second is partly over: it must not count as a whole one.
            asked = min(retryAfter.map { max(0, min($0, longestPause)) + 1 } ?? 0, longestPause)
        }
        if next.state == .queued {
            let pause = pauses[min(max(delivery.attempts, 1), pauses.count) - 1]
            let drawn = key.utf8.prefix(8).reduce(0) { ($0 &* 31 &+ Int($1)) % 1_000 }
            let seconds = max(pause + pause * drawn / 5_000, asked)
            next.nextAttemptAt = now.adding(seconds: seconds)
        }
        return next
    }

    /// The longest time in seconds that a message may have to wait.
    package static let longestWait = longestPause + longestPause / 5
}
