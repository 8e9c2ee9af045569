package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Notes that somebody takes care of what an alert warns of: the rungs before the date stay
    /// silent from now on (`rules.md` §7). Throws `notFound` for an alert that was never raised,
    /// `conflict` for one that is resolved or acknowledged already.
    package func acknowledgeAlert(_ number: Int, author: Author) throws {
        try answer(number, "alert.acknowledge", author) { past, alert, _ in
            if past.isAnswered(alert) {
                throw RegistryError(
                    .conflict, "alert \(number) is acknowledged already",
                    hint: "nothing needs to be done")
            }
            return .acknowledged
        }
    }

    /// Puts off what an alert warns of: nothing about it until the day, when it is said once more
    /// (`rules.md` §7). Throws `invalid` for a day that is not to come, and as acknowledging does.
    package func snoozeAlert(_ number: Int, until: String, author: Author) throws {
        let until = try CivilDate(until, field: "until")
        try answer(number, "alert.snooze", author) { _, _, today in
            guard until > today, today.days(until: until) <= 1095 else {
                throw RegistryError(
                    .invalid, "until: \(until) is no day to put it off to",
                    hint: "give a day from \(today.dayAfter) on, within three years",
                    field: "until")
            }
            return .snoozed(until: until)
        }
    }

    /// One alert with its anchor date, what was answered, and what was sent of it.
    package func alert(_ number: Int) throws -> JSONValue {
        try store.read { reading in
            let memory = try AlertMemory(reading)
            let alert = try memory.alert(number)
            let past = memory[alert.key]
            let messages = try reading.outbox().filter { item in
                item.message.content.notifications.contains { $0.alert == alert.id }
            }
            return AlertDocument(alert, past).json.adding([
                "others": .array(
                    past.alerts.filter { $0.id != alert.id }.map {
                        [
                            "id": .number(Int($0.id.rawValue)), "rung": .number($0.rung),
                            "raised_on": .text($0.raisedOn),
                        ]
                    }),
                "messages": .array(messages.map(\.json)),
            ])
        }
    }

    private func answer(
        _ number: Int, _ action: String, _ author: Author,
        _ kind: (AlertPast, Alert, _ today: CivilDate) throws -> AlertResponse.Kind
    ) throws {
        try write(action, author) { transaction, today in
            let memory = try AlertMemory(transaction.reading)
            let alert = try memory.alert(number)
            guard alert.resolvedOn == nil else {
                throw RegistryError(
                    .conflict, "alert \(number) is resolved: what it warned of is gone",
                    hint: "attestry alert list --open shows what is still to be answered")
            }
            let past = memory[alert.key]
            let kind = try kind(past, alert, today)
            try transaction.respond(kind, to: past.alerts.last ?? alert, on: today)
        }
    }
}

extension AlertMemory {
    /// The alert of a number. Throws `notFound`.
    func alert(_ number: Int) throws -> Alert {
        guard let alert = alerts.first(where: { $0.id.rawValue == Int64(number) }) else {
            throw RegistryError(
                .notFound, "no alert \(number)", hint: "attestry alert list shows their numbers")
        }
        return alert
    }
}

/// An alert as scripts read it.
struct AlertDocument {
    let json: JSONValue

    init(_ alert: Alert, _ past: AlertPast) {
        json = [
            "id": .number(Int(alert.id.rawValue)), "subject": .string(alert.subject.name),
            "subject_kind": .string(alert.subject.kind.rawValue),
            "anchor": .string(alert.anchor), "anchor_on": .text(alert.anchorOn),
            "rung": .number(alert.rung),
            "severity": .string(AlertSeverity(rung: alert.rung).rawValue),
            "raised_on": .text(alert.raisedOn), "resolved_on": .text(alert.resolvedOn),
            "acknowledged": .bool(past.isAcknowledged(alert)),
            "snoozed_until": .text(past.snoozedUntil), "escalated": .bool(past.isEscalated),
            "recipients": .texts(alert.recipients),
            "skipped": .array(alert.skipped.map { .number($0) }),
            "message": .string(alert.message),
        ]
    }
}

extension Registry {
    /// The alerts raised so far, those about what goes by one code or all.
    package func alerts(of code: String?, unresolvedOnly: Bool) throws -> [JSONValue] {
        let code = try code.map { try Code($0, field: "code") }
        return try store.read { reading in
            if let code { try reading.checkSubject(code) }
            let memory = try AlertMemory(reading, about: code)
            return memory.alerts.filter { !unresolvedOnly || $0.resolvedOn == nil }
                .map { AlertDocument($0, memory[$0.key]).json }
        }
    }
}
