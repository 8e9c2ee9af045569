package import AttestryDomain
import GRDB

/// A message with the channel it goes through and how far it got.
package struct OutboxItem: Sendable {
    /// The message.
    package let message: Message
    /// The channel; nil for the run's own output.
    package let channel: Channel?
    /// How far it got.
    package var delivery: Delivery
    /// The process that is sending it, and since when.
    package let claim: (process: String, since: Timestamp)?
}

extension ReadTransaction {
    /// Messages in the order of their queueing, of these states or of all; `id` keeps one.
    package func outbox(_ states: Set<Delivery.State> = [], id: Int? = nil) throws -> [OutboxItem] {
        let words = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        let filter = words.isEmpty ? "TRUE" : "state IN (\(words))"
        let channels = try Row.fetchAll(
            db, sql: "SELECT DISTINCT channel_id FROM message WHERE channel_id IS NOT NULL"
        ).compactMap { try self.channel(Int64($0.number("channel_id"))) }
        let byKey = Dictionary(channels.map { ($0.id.rawValue, $0) }) { first, _ in first }
        return try Row.fetchAll(
            db,
            sql: """
                SELECT message.*, state, attempts, next_attempt_at, claimed_by, claimed_at, detail
                FROM delivery JOIN message USING (id)
                WHERE \(filter) AND (:id IS NULL OR message.id = :id)
                ORDER BY message.id
                """, arguments: ["id": id]
        ).map { row in
            let key = try row.optionalNumber("channel_id").map { Int64($0) }
            return try row.outboxItem(channel: key.flatMap { byKey[$0] })
        }
    }

    /// The oldest message that waits and may be tried at an instant: not before its time, but a
    /// time further ahead than `longest` seconds was set under a clock that ran ahead.
    package func nextQueued(forOutput: Bool, at now: Timestamp, longest: Int) throws -> ID<Message>?
    {
        let far = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + longest)
        return try Int64.fetchOne(
            db,
            sql: """
                SELECT delivery.id FROM delivery JOIN message USING (id)
                WHERE state = 'queued' AND (channel_id IS NULL) = :output
                  AND (next_attempt_at <= :now OR next_attempt_at > :far)
                ORDER BY delivery.id LIMIT 1
                """,
            arguments: [
                "output": forOutput, "now": now.description, "far": far.description,
            ]
        ).map { ID($0) }
    }

    /// The messages that processes are sending, and since when, oldest first.
    package func claims(forOutput: Bool) throws
        -> [(message: ID<Message>, process: String, since: Timestamp)]
    {
        try Row.fetchAll(
            db,
            sql: """
                SELECT delivery.id AS id, claimed_by, claimed_at
                FROM delivery JOIN message USING (id)
                WHERE state = 'claimed' AND (channel_id IS NULL) = :output ORDER BY delivery.id
                """, arguments: ["output": forOutput]
        ).compactMap { row in
            try row.claim().map { (try row.id(), $0.process, $0.since) }
        }
    }

    /// When the message that waits least may be tried; nil where none waits.
    package func nextAttempt(forOutput: Bool) throws -> Timestamp? {
        try String.fetchOne(
            db,
            sql: """
                SELECT min(next_attempt_at) FROM delivery JOIN message USING (id)
                WHERE state = 'queued' AND (channel_id IS NULL) = :output
                """, arguments: ["output": forOutput]
        ).flatMap { Timestamp($0) }
    }

    /// How many messages wait or are being sent.
    package func openCount(forOutput: Bool) throws -> Int {
        try Int.fetchOne(
            db,
            sql: """
                SELECT count(*) FROM delivery JOIN message USING (id)
                WHERE state IN ('queued', 'claimed') AND (channel_id IS NULL) = :output
                """, arguments: ["output": forOutput]) ?? 0
    }

    /// Whether the anchor of each of these alerts is gone.
    package func areResolved(_ alerts: [ID<Alert>]) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT resolved_on IS NOT NULL FROM alert WHERE id = ?")
        return try alerts.allSatisfy {
            try Bool.fetchOne(statement, arguments: [$0.rawValue]) ?? true
        }
    }

    /// How many messages are in each state.
    package func outboxCounts() throws -> [Delivery.State: Int] {
        var counts: [Delivery.State: Int] = [:]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT state, count(*) AS n FROM delivery
                WHERE state IN ('queued', 'claimed', 'failed') GROUP BY state
                """)
        for row in rows { counts[try row.choice("state")] = try row.number("n") }
        return counts
    }

    /// What monitors should know of the outbox.
    package func outboxState() throws -> OutboxState {
        let counts = try outboxCounts()
        let oldest = try String.fetchOne(
            db,
            sql: """
                SELECT min(queued_at) FROM delivery JOIN message USING (id)
                WHERE state IN ('queued', 'claimed')
                """)
        return OutboxState(
            waiting: counts[.queued, default: 0] + counts[.claimed, default: 0],
            failed: counts[.failed, default: 0], oldestWaiting: oldest.flatMap { Timestamp($0) },
            disabled: try channels().filter { $0.disabledBecause != nil })
    }

    /// The round of deliveries that began last and has no end.
    package func unfinishedRound() throws -> DeliveryRound? {
        try Row.fetchOne(
            db,
            sql: "SELECT * FROM delivery_round WHERE finished_at IS NULL ORDER BY id DESC LIMIT 1"
        ).map { row in
            guard let started = try row.time("started_at"), let ends = try row.time("ends_by")
            else { throw RegistryError(.damaged, "a round of deliveries has no time") }
            return DeliveryRound(
                id: try row.id(), process: try row.text("process"), startedAt: started,
                endsBy: ends)
        }
    }

    /// The hash of the log's first entry, which no other registry shares.
    package func genesis() throws -> String {
        try String.fetchOne(db, sql: "SELECT hash FROM entry WHERE sequence = 1") ?? ""
    }
}

/// One process's turn at delivering.
package struct DeliveryRound: Sendable {
    /// The row's key.
    package let id: ID<DeliveryRound>
    /// Which process.
    package let process: String
    /// When it began.
    package let startedAt: Timestamp
    /// When it must have ended.
    package let endsBy: Timestamp

    /// A round with these parts.
    package init(id: ID<DeliveryRound>, process: String, startedAt: Timestamp, endsBy: Timestamp) {
        self.id = id
        self.process = process
        self.startedAt = startedAt
        self.endsBy = endsBy
    }
}

extension WriteTransaction {
    /// Queues a message, to be tried at once.
    package func insert(
        _ draft: Routing.Draft, key: String, content: Message.Content, run: ID<AlertRun>
    )
        throws
    {
        let subject = draft.channel?.code.description ?? "output"
        let row = try insert(
            "message",
            [
                "key": .text(key), "channel_id": .key(draft.channel?.id),
                "recipient": .text(draft.recipient), "kind": .text(draft.kind.rawValue),
                "content": .json(content.json), "run_id": .key(run),
                "queued_at": .text(change.time),
            ], subject: subject)
        _ = try insert(
            "delivery",
            [
                "id": .number(Int(row)), "state": .text(Delivery.State.queued.rawValue),
                "attempts": .number(0), "next_attempt_at": .text(change.time),
            ], subject: subject)
    }

    /// Notes how far a message got, and which process is sending it.
    package func update(_ delivery: Delivery, of item: OutboxItem, claimedBy process: String? = nil)
        throws
    {
        let isSettled = [.sent, .failed, .dropped].contains(delivery.state)
        try update(
            "delivery", item.message.id.rawValue,
            [
                "state": .text(delivery.state.rawValue), "attempts": .number(delivery.attempts),
                "next_attempt_at": .text(delivery.nextAttemptAt), "claimed_by": .text(process),
                "claimed_at": .text(process == nil ? nil : change.time),
                "settled_at": .text(isSettled ? change.time : nil),
                "detail": .text(delivery.detail),
            ], subject: item.channel?.code.description ?? "output")
    }

    /// Begins a round of deliveries; returns its key.
    package func insert(_ round: DeliveryRound) throws -> ID<DeliveryRound> {
        ID(
            try insert(
                "delivery_round",
                [
                    "process": .text(round.process), "started_at": .text(round.startedAt),
                    "ends_by": .text(round.endsBy),
                ], subject: "deliveries"))
    }

    /// Ends a round of deliveries.
    package func finish(_ round: ID<DeliveryRound>) throws {
        try update(
            "delivery_round", round.rawValue, ["finished_at": .text(change.time)],
            subject: "deliveries")
    }
}

extension Row {
    fileprivate func time(_ column: String) throws -> Timestamp? {
        try optionalText(column).flatMap { Timestamp($0) }
    }

    fileprivate func claim() throws -> (process: String, since: Timestamp)? {
        guard let process = try optionalText("claimed_by"), let since = try time("claimed_at")
        else { return nil }
        return (process, since)
    }

    fileprivate func outboxItem(channel: Channel?) throws -> OutboxItem {
        guard let content = Message.Content(try document("content")),
            let queuedAt = try time("queued_at")
        else {
            throw RegistryError(
                .damaged, "message \(lossy("id")) cannot be read",
                hint: "attestry audit verify lists what is wrong")
        }
        return OutboxItem(
            message: Message(
                id: try id(), key: try text("key"), recipient: try text("recipient"),
                kind: try choice("kind"), content: content, queuedAt: queuedAt),
            channel: channel,
            delivery: Delivery(
                state: try choice("state"), attempts: try number("attempts"),
                nextAttemptAt: try time("next_attempt_at"), detail: try optionalText("detail")),
            claim: try claim())
    }
}
