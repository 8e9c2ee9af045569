/// What a run would do about one anchor of one subject (`rules.md` §7).
package struct AlertPlan: Sendable {
    /// The subject, with all that is watched of it.
    package let watched: Watched
    /// The dated thing it is about.
    package let anchor: Anchor
    /// The ladder of the anchor, overdue rungs included.
    package let ladder: Ladder
    /// What was raised and skipped for this anchor date before.
    package let past: AlertPast

    /// The anchor date it is for.
    package var key: AlertKey { AlertKey(watched, anchor) }

    /// What a run does about it on a day; nil where there is nothing to say.
    ///
    /// However many days were missed, one alert comes of them: the most urgent one reached.
    package func due(on day: CivilDate) -> AlertDue? {
        guard !anchor.isOld || watched.stillSuffers(from: anchor), !past.isSilent(on: day) else {
            return nil
        }
        let reached = ladder.reached(on: day, anchor: anchor.on)
        guard let rung = reached.last else { return nil }
        let reminder = past.reminder(of: rung, on: day)
        if past.raised.contains(rung) { return reminder.map { .reminder(rung: rung, after: $0) } }
        if past.isAcknowledged, rung > 0, reminder == nil { return nil }
        return .alert(
            rung: rung,
            skipped: reached.dropLast().filter { !past.raised.union(past.skipped).contains($0) })
    }

    /// What a run tells about it on a day: it raises or says again, and passes on to the escalation
    /// contact what nobody answered. Alerts that are new carry no key yet.
    package func notifications(on day: CivilDate, _ settings: Settings) -> [AlertNotification] {
        let (own, contact) = watched.recipients(settings)
        let told = [own, past.isEscalated ? contact : nil].compactMap(\.self)
        var notifications: [AlertNotification] = []
        func tell(
            _ kind: AlertNotification.Kind, _ alert: Alert, _ recipients: [String],
            after snooze: ID<AlertResponse>? = nil
        ) {
            notifications.append(
                AlertNotification(
                    kind: kind, about: alert, day: day, recipients: recipients, after: snooze,
                    answer: past.lastAnswer))
        }
        switch due(on: day) {
        case .alert(let rung, let skipped):
            let alert = Alert(
                id: ID(0), subject: watched.subject, scheme: watched.target.names[.scheme],
                anchor: anchor.name, anchorOn: anchor.on, rung: rung, skipped: skipped,
                message: watched.words(for: anchor), recipients: told, raisedOn: day,
                isOld: anchor.isOld)
            tell(.raised, alert, told)
        case .reminder(let rung, let snooze):
            if let known = past.alerts.last(where: { $0.rung == rung }) {
                tell(.reminded, known, told, after: snooze)
            }
        case nil: break
        }
        if past.isEscalationDue(on: day), let contact,
            let latest = notifications.last?.about ?? past.alerts.last
        {
            tell(.escalated, latest, [contact])
        }
        return notifications
    }
}

/// What a run does about an anchor date.
package enum AlertDue: Hashable, Sendable {
    /// The run raises this rung; the skipped ones were reached too and are pointless now.
    case alert(rung: Int, skipped: [Int])
    /// The run says the alert of this rung once more, as the snooze asked for.
    case reminder(rung: Int, after: ID<AlertResponse>)

    /// The rung it speaks of.
    package var rung: Int {
        switch self {
        case .alert(let rung, _), .reminder(let rung, _): rung
        }
    }
}

extension AlertKey {
    /// The key of an anchor of a subject.
    package init(_ watched: Watched, _ anchor: Anchor) {
        self.init(subject: watched.subject, anchor: anchor.name, anchorOn: anchor.on)
    }
}

extension Ladders {
    /// The plans for all anchors of a subject on a day. What was settled before is asked for where
    /// a rung is reached; `isReached` tells whether one is.
    package func plans(
        of watched: Watched, on day: CivilDate,
        past: (_ key: AlertKey, _ isReached: Bool) throws -> AlertPast
    ) rethrows -> [AlertPlan] {
        try watched.anchors.map { anchor in
            let ladder = ladder(for: anchor, of: watched.target)
            let isReached = !ladder.reached(on: day, anchor: anchor.on).isEmpty
            let isSilenced = isSilenced(anchor.name, of: watched.target)
            return AlertPlan(
                watched: watched, anchor: anchor, ladder: ladder,
                past: isSilenced ? AlertPast() : try past(AlertKey(watched, anchor), isReached))
        }
    }
}
