import AttestryDomain
import AttestryStorage

/// What is due on a day, and what has gone, from everything that is recorded.
struct AlertPlanning {
    let day: CivilDate
    /// What to say, the most urgent first; alerts that are new carry no key yet.
    let notifications: [AlertNotification]
    /// How many more are due than the limit lets through.
    let held: Int
    /// Unresolved alerts whose anchor no longer exists.
    let goneAlerts: [Alert]
    private let unresolvedBefore: Int
    /// What was lost by a restore, and whether no run came since.
    private let loss: (epoch: Epoch, isNew: Bool)?

    init(_ reading: ReadTransaction, _ clock: Clock, on day: CivilDate, limit: Int?) throws {
        self.day = day
        let list = try WatchList(reading, clock, on: day, .run)
        let known = try reading.pasts(.open)
        // What is not open is asked for when a rung of it is reached.
        func past(_ key: AlertKey, isReached: Bool) throws -> AlertPast {
            let other = try known[key] == nil && isReached ? reading.pasts(.key(key))[key] : nil
            return known[key] ?? other ?? AlertPast()
        }
        let watched = try list.all()
        // Under a key that no row can have no alert can be recorded: its damage is noted alone.
        let all = try watched.filter(\.subject.hasPossibleKey).flatMap { subject in
            try list.ladders.plans(of: subject, on: day, past: past)
                .flatMap { $0.notifications(on: day, list.settings) }
        }.sorted { $0.about.urgency < $1.about.urgency }
        // What is only passed on is no new alert, and no limit holds it back.
        var room = limit ?? all.count
        let loss = try reading.lastLoss().map {
            (epoch: $0, isNew: try reading.firstRun(after: $0) == nil)
        }
        self.loss = loss
        notifications = all.filter { notification in
            if notification.kind == .escalated { return true }
            room -= 1
            return room >= 0
        }.map { $0.doubted(by: loss) }
        held = all.count - notifications.count
        let open = known.values.flatMap(\.alerts).filter { $0.resolvedOn == nil }
        let present = Set(
            watched.flatMap { subject in subject.anchors.map { AlertKey(subject, $0) } })
        // What cannot be read today is not gone.
        let unreadable = Set(watched.filter(\.isUnreadable).map(\.subject))
        let hidden = try reading.agreementKeys(
            ofAny: Set(unreadable.filter { $0.kind == .customer }.map(\.key)))
        goneAlerts = open.sorted { $0.id < $1.id }.filter {
            !present.contains($0.key) && !unreadable.contains($0.subject)
                && !($0.subject.kind == .agreement && hidden.contains($0.subject.key))
        }
        unresolvedBefore = open.count
    }

    /// What there is to tell about anchor dates that are gone: the last alert of each.
    var resolutions: [AlertNotification] {
        Dictionary(grouping: goneAlerts, by: \.key).values.compactMap(\.last)
            .sorted { $0.id < $1.id }
            .map {
                AlertNotification(
                    kind: .resolved, about: $0, day: day, recipients: $0.recipients
                ).doubted(by: loss)
            }
    }

    /// What came of it, with the alerts as they were recorded.
    func report(_ notifications: [AlertNotification]) -> AlertReport {
        let raised = notifications.count { $0.kind == .raised }
        return AlertReport(
            day: day, notifications: notifications,
            unresolved: unresolvedBefore - goneAlerts.count + raised, held: held)
    }
}

extension AlertNotification {
    /// The news with the day of the restore before which it may have been told.
    fileprivate func doubted(by loss: (epoch: Epoch, isNew: Bool)?) -> AlertNotification {
        var news = self
        news.restoredOn = loss.flatMap { $0.epoch.doubt(about: self, isOfFirstRun: $0.isNew) }
        return news
    }
}

extension Alert {
    /// The earlier day first; what is past comes before what lies ahead.
    fileprivate var urgency: (CivilDate, AlertSubject, String) {
        (anchorOn, subject, anchor.description)
    }
}
