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
    package func snoozeAlert(_ number: Int, until: CivilDate, author: Author) throws {
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
    package func alert(_ number: Int) throws -> AlertDocument {
        try read(asOf: nil) { reading, today in
            let (alert, past) = try reading.alert(number)
            var document = AlertDocument(alert, past, on: today)
            document.messages = try reading.decided(.about(alert.id), on: today, clock)
            return document
        }
    }

    /// The alerts raised so far that are in one of these states today, those about what goes by one
    /// code or all.
    package func alerts(of code: Code?, in states: Set<Alert.State> = Set(Alert.State.allCases))
        throws -> [AlertDocument]
    {
        try read(asOf: nil) { reading, today in
            let scope =
                try code.map { AlertScope.about(try reading.currentSubject($0)) }
                ?? (states.contains(.resolved) ? .all : .open)
            return try reading.pasts(scope).values.flatMap { past in
                past.alerts.map { AlertDocument($0, past, on: today) }
            }
            .filter { states.contains($0.state) }
            .sorted { $0.alert.id < $1.alert.id }
        }
    }

    private func answer(
        _ number: Int, _ action: String, _ author: Author,
        _ kind: (AlertPast, Alert, _ today: CivilDate) throws -> AlertResponse.Kind
    ) throws {
        try write(action, author) { transaction, today in
            let (alert, past) = try transaction.reading.alert(number)
            guard alert.resolvedOn == nil else {
                throw RegistryError(
                    .conflict, "alert \(number) is resolved: what it warned of is gone",
                    hint: "attestry alert list --open shows what is still to be answered")
            }
            let kind = try kind(past, alert, today)
            try transaction.respond(kind, to: past.alerts.last ?? alert, on: today)
        }
    }
}

extension ReadTransaction {
    /// The alert of a number, and what was done about its anchor date. Throws `notFound`.
    fileprivate func alert(_ number: Int) throws -> (alert: Alert, past: AlertPast) {
        let id = ID<Alert>(Int64(number))
        for past in try pasts(.one(id)).values {
            if let alert = past.alerts.first(where: { $0.id == id }) { return (alert, past) }
        }
        throw RegistryError(
            .notFound, "no alert \(number)", hint: "attestry alert list shows their numbers")
    }
}
