package import AttestryDomain
import GRDB

/// Which messages a query looks at.
package enum OutboxScope: Sendable {
    /// Those of these states; all where there are none.
    case states(Set<Delivery.State>)
    case one(ID<Message>)
    /// Those through one channel.
    case of(ID<Channel>)
    /// Those about one alert.
    case about(ID<Alert>)
}

extension ReadTransaction {
    /// Messages in the order of their queueing, with what is recorded now of the alerts that they
    /// are about, but for those that cannot be read.
    package func outbox(_ scope: OutboxScope) throws -> [OutboxItem] {
        let (condition, arguments) = scope.condition
        let query = """
            SELECT message.*, day, state, attempts, next_attempt_at, claimed_at,
              settled_at, detail, needs_mending, told, (
                SELECT json_group_array(json_extract(item.value, '$.alert'))
                FROM message AS other,
                  json_each(CASE WHEN json_valid(other.alerts) THEN other.alerts END) AS item
                WHERE other.instead_of = message.id) AS passed_on
            FROM delivery \(scope.join) message USING (id)
              LEFT JOIN alert_run ON alert_run.id = run_id
            WHERE \(condition) ORDER BY delivery.id
            """
        let told = try db.rows(query, arguments).sound("message", self) { try ToldAlerts(row: $0) }
        let numbers = Set(told.flatMap { $0.items.map(\.alert) })
        let alerts = Dictionary(
            try alerts(.numbers(numbers.sorted())).map { ($0.id, $0) }
        ) { first, _ in first }
        let channels = try channelsByKey()
        let organization = try settings().organization
        let registry = try registryName()
        let loss = try lastLoss()
        let first = try loss.flatMap { try firstRun(after: $0) }
        return try db.rows(query, arguments).sound("message", self) { row in
            let told = try ToldAlerts(row: row)
            if case .about(let alert) = scope, !told.items.contains(where: { $0.alert == alert }) {
                return nil
            }
            let key: ID<Channel>? = try row["channel_id"]
            let channel = key.flatMap { channels[$0] }
            guard key == nil || channel != nil else {
                throw RegistryError(.damaged, "its channel cannot be read")
            }
            // What was sent before the restore was told once.
            let settled = Timestamp(row.lossy("settled_at"))
            let run: ID<AlertRun> = try row["run_id"]
            let kind: Message.Kind = try row["kind"]
            let content = Message.Content(
                organization: organization, registry: registry,
                notifications: try told.notifications(alerts) { news in
                    guard let loss, settled.map({ $0 >= loss.beganAt }) ?? true else { return nil }
                    return loss.doubt(about: news, isOfFirstRun: run <= first ?? run)
                },
                checkpoint: kind == .checkpoint ? try CheckpointLetter(row: row, after: loss) : nil)
            return try OutboxItem(
                message: Message(
                    id: row["id"], key: row["key"], recipient: row["recipient"],
                    kind: kind, content: content, queuedAt: row["queued_at"]),
                channel: channel,
                delivery: Delivery(
                    state: row["state"], attempts: row["attempts"],
                    nextAttemptAt: nextAttempt(row), detail: row["detail"],
                    needsMending: row["needs_mending"], told: row.alerts("told")))
        }.compactMap(\.self)
    }

    /// When a message is to be tried again. A time that cannot be read, or is missing, of whatever
    /// kind, is noted: it is no reason to give up what can be sent.
    private func nextAttempt(_ row: Row) throws -> Timestamp? {
        let state: Delivery.State = try row["state"]
        func time(_ column: String, where isDue: Bool, _ words: String) throws -> Timestamp? {
            try sound("message", row.lossy("id")) {
                let time: Timestamp? = try row[column]
                if isDue == (time != nil) { return time }
                throw row.damaged(column, not: "a time where it is \(words), else none")
            } ?? nil
        }
        _ = try time("claimed_at", where: state == .claimed, "being sent")
        _ = try time("settled_at", where: state.isSettled, "sent, given up or dropped")
        return try time("next_attempt_at", where: state == .queued, "queued")
    }

    /// The oldest message behind another that may be tried at an instant: one that a process left
    /// behind, or one that waits and whose time has come. A time further ahead than `longest`
    /// seconds was set under a clock that ran ahead, and holds nothing back.
    package func nextMessage(
        after last: ID<Message>, forOutput: Bool, at now: Timestamp, longest: Int
    ) throws -> ID<Message>? {
        let far = now.adding(seconds: longest)
        return try db.value(
            """
            SELECT delivery.id FROM delivery JOIN message USING (id)
            WHERE state IN ('queued', 'claimed') AND (channel_id IS NULL) = :output
              AND (state = 'claimed' OR next_attempt_at IS NULL
                OR next_attempt_at <= :now OR next_attempt_at > :far)
              AND delivery.id > :last
            ORDER BY delivery.id LIMIT 1
            """, ["output": forOutput, "now": now, "far": far, "last": last])
    }

    /// When the message that waits least may be tried; nil where none waits.
    package func nextAttempt(forOutput: Bool) throws -> Timestamp? {
        try time(
            """
            SELECT min(next_attempt_at) FROM delivery JOIN message USING (id)
            WHERE state = 'queued' AND (channel_id IS NULL) = ?
            """, [forOutput])
    }

    /// How many messages wait or are being sent.
    package func openCount(forOutput: Bool) throws -> Int {
        try db.value(
            """
            SELECT count(*) FROM delivery JOIN message USING (id)
            WHERE state IN ('queued', 'claimed') AND (channel_id IS NULL) = ?
            """, [forOutput]) ?? 0
    }

    /// How many messages are in each state.
    package func outboxCounts() throws -> [Delivery.State: Int] {
        var counts: [Delivery.State: Int] = [:]
        let rows = try db.rows(
            """
            SELECT state, count(*) AS n FROM delivery
            WHERE state IN ('queued', 'claimed', 'failed') GROUP BY state
            """)
        try noteForeignStates()
        while let row = try rows.next() { counts[try row["state"]] = try row["n"] }
        return counts
    }

    /// What monitors should know of the outbox.
    package func outboxState() throws -> OutboxState {
        let counts = try outboxCounts()
        return OutboxState(
            waiting: counts[.queued, default: 0] + counts[.claimed, default: 0],
            failed: counts[.failed, default: 0],
            oldestWaiting: try time(
                """
                SELECT min(queued_at) FROM delivery JOIN message USING (id)
                WHERE state IN ('queued', 'claimed')
                """),
            disabled: try channels().filter { $0.disabledBecause != nil })
    }

    /// What a query for one time finds; nil too where that is none.
    private func time(_ sql: String, _ arguments: Cells = []) throws -> Timestamp? {
        try sound("message", "times") { try db.value(sql, arguments) as Timestamp?? ?? nil } ?? nil
    }

    /// What somebody has to mend of each channel whose latest unsent message failed by it, by the
    /// channels' codes.
    package func channelTroubles() throws -> [(channel: Code, messages: Int, detail: String)] {
        try db.rows(
            """
            SELECT code, count(*) AS n, detail, max(delivery.id)
            FROM delivery JOIN message USING (id) JOIN channel ON channel.id = channel_id
            WHERE state IN ('queued', 'claimed', 'failed') AND needs_mending <> 0
            GROUP BY channel.id ORDER BY code
            """
        ).sound("channel", named: "code", self) { row in
            let detail: String? = try row["detail"]
            return try (row["code"], row["n"], detail ?? "")
        }
    }

    /// The run that a message belongs to.
    package func run(of message: ID<Message>) throws -> ID<AlertRun>? {
        try db.value("SELECT run_id FROM message WHERE id = ?", [message])
    }
}

extension WriteTransaction {
    /// Queues a message, to be tried at once; in place of a part of another, where that became
    /// somebody else's.
    package func insert(
        _ draft: Routing.Draft, key: String, run: ID<AlertRun>, insteadOf other: ID<Message>? = nil
    ) throws {
        let subject = draft.channel?.code.description ?? "output"
        let row: Int64 = try insert(
            "message",
            [
                "key": key, "channel_id": draft.channel?.id, "recipient": draft.recipient,
                "kind": draft.kind.rawValue, "alerts": ToldAlerts(draft.notifications).json,
                "instead_of": other, "run_id": run, "queued_at": change.time,
            ], subject: subject)
        try insert(
            "delivery",
            [
                "id": row, "state": Delivery.State.queued.rawValue, "attempts": 0,
                "next_attempt_at": change.time,
            ], subject: subject)
    }

    /// Notes how far a message got.
    package func update(_ delivery: Delivery, of item: OutboxItem) throws {
        try update(
            "delivery", item.message.id,
            [
                "state": delivery.state.rawValue, "attempts": delivery.attempts,
                "next_attempt_at": delivery.nextAttemptAt,
                "claimed_at": delivery.state == .claimed ? change.time : nil,
                "settled_at": delivery.state.isSettled ? change.time : nil,
                "detail": delivery.detail,
                "needs_mending": delivery.needsMending,
                "told": delivery.told.map { told in
                    JSONValue.array(told.map { .number(Int($0.rawValue)) })
                },
            ], subject: item.channelName)
    }
}

extension OutboxScope {
    /// How a message is found: by its delivery, which may be there without it, or by itself.
    fileprivate var join: String {
        switch self {
        case .states, .one: "LEFT JOIN"
        case .of, .about: "JOIN"
        }
    }

    fileprivate var condition: (sql: String, arguments: Cells) {
        switch self {
        case .states(let states):
            let words = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
            return (words.isEmpty ? "TRUE" : "state IN (\(words))", [])
        case .one(let id): return ("delivery.id = ?", [id])
        case .of(let channel): return ("channel_id = ?", [channel])
        case .about(let alert):
            return (
                """
                run_id IN (
                  SELECT run_id FROM alert WHERE id = :alert
                  UNION SELECT run_id FROM alert_reminder WHERE alert_id = :alert
                  UNION SELECT run_id FROM alert_escalation WHERE alert_id = :alert
                  UNION SELECT alert_run.id FROM alert JOIN alert_run ON day = resolved_on
                    WHERE alert.id = :alert)
                """, ["alert": alert]
            )
        }
    }
}
