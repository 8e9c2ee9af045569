/// One rung of one ladder reached for one anchor date of one subject (`rules.md` §7).
package struct Alert: Hashable, Sendable {
    /// What has become of an alert.
    package enum State: String, Sendable, CaseIterable {
        /// It waits for an answer, or the day until which it was put off has come.
        case open
        /// Somebody takes care of it, or it is put off.
        case acknowledged, snoozed
        /// What it warned of is gone.
        case resolved
    }

    package var id: ID<Alert>
    /// What the alert is about.
    package let subject: AlertSubject
    /// The scheme, where it is about an evidence.
    package let scheme: String?
    /// What the date is.
    package let anchor: AnchorName
    /// The date it warns of.
    package let anchorOn: CivilDate
    /// Days before the date; negative after it.
    package let rung: Int
    /// Rungs that were reached with it and made pointless by it.
    package let skipped: [Int]
    /// The subject and what happens to it, without how far ahead that is.
    package var message: String
    /// E-mail addresses of those who were told first.
    package let recipients: [String]
    /// The day of the run that raised it.
    package let raisedOn: CivilDate
    /// The day of the run that found its anchor gone.
    package let resolvedOn: CivilDate?
    /// Whether it is about an old trouble: one that was long past when it was recorded, of which
    /// nothing else will be raised.
    package let isOld: Bool

    package init(
        id: ID<Alert>, subject: AlertSubject, scheme: String?, anchor: AnchorName,
        anchorOn: CivilDate, rung: Int, skipped: [Int], message: String, recipients: [String],
        raisedOn: CivilDate, resolvedOn: CivilDate? = nil, isOld: Bool = false
    ) {
        self.id = id
        self.subject = subject
        self.scheme = scheme
        self.anchor = anchor
        self.anchorOn = anchorOn
        self.rung = rung
        self.skipped = skipped
        self.message = message
        self.recipients = recipients
        self.raisedOn = raisedOn
        self.resolvedOn = resolvedOn
        self.isOld = isOld
    }

    /// The anchor date it was raised for.
    package var key: AlertKey { AlertKey(subject: subject, anchor: anchor, anchorOn: anchorOn) }

    /// How much it matters.
    package var severity: AlertSeverity { AlertSeverity(daysLeft: rung) }

    /// What a person is told on a day.
    package func text(on day: CivilDate) -> String {
        "\(message), \(day.days(until: anchorOn).asDaysAhead)"
    }

    /// The columns that every list of alerts begins with.
    package static let columns: [Column<Alert>] = [
        Column("id") { .number(Int($0.id.rawValue)) },
        Column("subject") { .string($0.subject.name) },
        Column("subject_kind", .fileOnly) { .string($0.subject.kind.rawValue) },
        Column("anchor") { .text($0.anchor) }, Column("anchor_on") { .text($0.anchorOn) },
        Column("rung") { .number($0.rung) }, Column("old", .ifThereIsRoom) { .bool($0.isOld) },
    ]
}

/// One run of the alerts.
package struct AlertRun: Hashable, Sendable {
    /// The civil day of the run in the registry's zone.
    package let day: CivilDate
    /// The instant of the run.
    package let ranAt: Timestamp
    /// How many alerts a run can raise or resolve.
    package static let possibleCounts = 0...1_000_000_000

    /// How many alerts it raised.
    package let raised: Int
    /// How many it resolved.
    package let resolved: Int
    /// Whether the person at the terminal vouched for the clock.
    package let clockAccepted: Bool

    package init(
        day: CivilDate, ranAt: Timestamp, raised: Int, resolved: Int, clockAccepted: Bool
    ) {
        self.day = day
        self.ranAt = ranAt
        self.raised = raised
        self.resolved = resolved
        self.clockAccepted = clockAccepted
    }

    /// Why a run on this day must not be trusted after this one; nil where it may (`rules.md` §7).
    package func distrust(of day: CivilDate) -> String? {
        if day < self.day { return "today is \(day), but the last run was on \(self.day)" }
        let days = self.day.days(until: day)
        return days > 400 ? "today is \(day), \(days) days after the last run on \(self.day)" : nil
    }
}
