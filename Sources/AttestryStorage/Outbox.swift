package import AttestryDomain
import GRDB

/// Which messages a query looks at.
package enum OutboxScope: Sendable {
    /// Those of these states; all where there are none.
    case states(Set<Delivery.State>)
    case one(ID<Message>)
    /// Those about one alert.
    case about(ID<Alert>)
}

extension ReadTransaction {
    /// Messages in the order of their queueing, with what is recorded now of the alerts that they
    /// are about.
    package func outbox(_ scope: OutboxScope) throws -> [OutboxItem] {
        let (condition, arguments) = scope.condition
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT message.*, day, state, attempts, next_attempt_at, detail
                FROM delivery JOIN message USING (id) JOIN alert_run ON alert_run.id = run_id
                WHERE \(condition) ORDER BY delivery.id
                """, arguments: arguments)
        let channels = try channelsByKey()
        let found = try rows.map { row in
            (told: try ToldAlerts(row: row), item: try row.outboxItem(channels))
        }
        let numbers = Set(found.flatMap { $0.told.items.map(\.alert) })
        let alerts = Dictionary(
            try alerts(.numbers(numbers.sorted())).map { ($0.id, $0) }
        ) { first, _ in first }
        let organization = try settings().organization
        let registry = String(try genesis().prefix(32))
        return try found.compactMap { told, item in
            if case .about(let alert) = scope, !told.items.contains(where: { $0.alert == alert }) {
                return nil
            }
            return item(
                Message.Content(
                    organization: organization, registry: registry,
                    notifications: try told.notifications(alerts)))
        }
    }

    /// The oldest message that may be tried at an instant: one that a process left behind, or one
    /// that waits and whose time has come. A time further ahead than `longest` seconds was set
    /// under a clock that ran ahead, and holds nothing back.
    package func nextMessage(forOutput: Bool, at now: Timestamp, longest: Int) throws
        -> ID<Message>?
    {
        let far = Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + longest)
        return try Int64.fetchOne(
            db,
            sql: """
                SELECT delivery.id FROM delivery JOIN message USING (id)
                WHERE state IN ('queued', 'claimed') AND (channel_id IS NULL) = :output
                  AND (state = 'claimed' OR next_attempt_at <= :now OR next_attempt_at > :far)
                ORDER BY delivery.id LIMIT 1
                """,
            arguments: [
                "output": forOutput, "now": now.description, "far": far.description,
            ]
        ).map { ID($0) }
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

    /// How many messages are in each state.
    package func outboxCounts() throws -> [Delivery.State: Int] {
        var counts: [Delivery.State: Int] = [:]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT state, count(*) AS n FROM delivery
                WHERE state IN ('queued', 'claimed', 'failed') GROUP BY state
                """)
        while let row = try rows.next() {
            counts[try row.choice("state")] = try row.number("n")
        }
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

    /// The hash of the log's first entry, which no other registry shares. Empty where that is lost:
    /// a damaged log must not keep alerts from being sent.
    package func genesis() throws -> String {
        try String.fetchOne(db, sql: "SELECT lower(hex(hash)) FROM entry WHERE sequence = 1")
            ?? ""
    }
}

extension WriteTransaction {
    /// Queues a message, to be tried at once.
    package func insert(
        _ draft: Routing.Draft, key: String, run: ID<AlertRun>
    ) throws {
        let subject = draft.channel?.code.description ?? "output"
        let row = try insert(
            "message",
            [
                "key": .text(key), "channel_id": .key(draft.channel?.id),
                "recipient": .text(draft.recipient), "kind": .text(draft.kind.rawValue),
                "alerts": .json(ToldAlerts(draft.notifications).json), "run_id": .key(run),
                "queued_at": .text(change.time),
            ], subject: subject)
        _ = try insert(
            "delivery",
            [
                "id": .number(Int(row)), "state": .text(Delivery.State.queued.rawValue),
                "attempts": .number(0), "next_attempt_at": .text(change.time),
            ], subject: subject)
    }

    /// Gives up a message of which nothing but its number can be read.
    package func giveUp(_ message: ID<Message>, because detail: String) throws {
        try update(
            "delivery", message.rawValue,
            [
                "state": .text(Delivery.State.failed.rawValue),
                "next_attempt_at": .text(nil as String?), "claimed_at": .text(nil as String?),
                "settled_at": .text(change.time), "detail": .text(detail),
            ], subject: "message \(message.rawValue)")
    }

    /// Notes how far a message got.
    package func update(_ delivery: Delivery, of item: OutboxItem) throws {
        let isSettled = [.sent, .failed, .dropped].contains(delivery.state)
        try update(
            "delivery", item.message.id.rawValue,
            [
                "state": .text(delivery.state.rawValue), "attempts": .number(delivery.attempts),
                "next_attempt_at": .text(delivery.nextAttemptAt),
                "claimed_at": .text(delivery.state == .claimed ? change.time : nil),
                "settled_at": .text(isSettled ? change.time : nil),
                "detail": .text(delivery.detail),
            ], subject: item.channelName)
    }
}

extension Row {
    fileprivate func time(_ column: String) throws -> Timestamp? {
        try optionalText(column).flatMap { Timestamp($0) }
    }

    /// What makes an item of the outbox of this row, once its words are known.
    fileprivate func outboxItem(_ channels: [Int64: Channel]) throws
        -> (Message.Content) -> OutboxItem
    {
        guard let queuedAt = try time("queued_at") else { throw unreadableMessage }
        let channel = try optionalNumber("channel_id").flatMap { channels[Int64($0)] }
        let delivery = Delivery(
            state: try choice("state"), attempts: try number("attempts"),
            nextAttemptAt: try time("next_attempt_at"), detail: try optionalText("detail"))
        let (id, key): (ID<Message>, String) = (try id(), try text("key"))
        let recipient = try text("recipient")
        let kind: AlertNotification.Kind = try choice("kind")
        return { content in
            OutboxItem(
                message: Message(
                    id: id, key: key, recipient: recipient, kind: kind, content: content,
                    queuedAt: queuedAt),
                channel: channel, delivery: delivery)
        }
    }

    var unreadableMessage: RegistryError {
        RegistryError(
            .damaged, "message \(lossy("id")) cannot be read",
            hint: "attestry audit verify lists what is wrong")
    }
}

extension OutboxScope {
    fileprivate var condition: (sql: String, arguments: StatementArguments) {
        switch self {
        case .states(let states):
            let words = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
            return (words.isEmpty ? "TRUE" : "state IN (\(words))", [])
        case .one(let id): return ("delivery.id = ?", [id.rawValue])
        case .about(let alert):
            return (
                """
                run_id IN (
                  SELECT run_id FROM alert WHERE id = :alert
                  UNION SELECT run_id FROM alert_reminder WHERE alert_id = :alert
                  UNION SELECT run_id FROM alert_escalation WHERE alert_id = :alert
                  UNION SELECT alert_run.id FROM alert JOIN alert_run ON day = resolved_on
                    WHERE alert.id = :alert)
                """, ["alert": alert.rawValue]
            )
        }
    }
}
