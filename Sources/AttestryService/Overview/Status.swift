package import AttestryDomain
import AttestryStorage

/// One screen's worth: what is wrong now, what lapses next, what is missing.
package struct Status: Sendable {
    /// The name of the organization.
    package let organization: String
    /// The day asked about.
    package let day: CivilDate
    /// How everything stands on that day.
    package let standing: Standing
    /// What lies ahead within the next year, the nearest first.
    package let upcoming: [Plan.Item]
    /// What is not recorded and should be.
    package let missing: [Concern]

    /// The status as scripts read it.
    package var json: JSONValue {
        func json(_ concerns: [Concern]) -> JSONValue {
            .array(concerns.map { JSONValue($0, Concern.columns) })
        }
        let counts = standing.counts
        let alerts = standing.alerts
        return [
            "organization": .string(organization), "as_of": .text(day),
            "evidence": .number(counts.evidence), "in_force": .number(standing.inForce),
            "states": .object(
                Dictionary(
                    uniqueKeysWithValues: standing.states.map {
                        ($0.key.rawValue, .number($0.value))
                    })),
            "concerns": json(standing.concerns), "missing": json(missing),
            "upcoming": .array(
                upcoming.map {
                    [
                        "code": .string($0.subject.name), "on": .text($0.day),
                        "what": .string($0.what),
                    ]
                }),
            "customers": .number(counts.customers),
            "current_customers": .number(counts.currentCustomers),
            "activities": .number(standing.activities.count),
            "activities_kept": .number(standing.activitiesKept),
            "agreements_in_force": .number(counts.agreementsInForce),
            "last_alert_run": .text(alerts?.lastRun?.day),
            "unresolved_alerts": .count(alerts?.unresolved),
            "messages_waiting": .count(alerts?.outbox.waiting),
            "messages_failed": .count(alerts?.outbox.failed),
        ]
    }
}

extension Registry {
    /// What holds, what is about to lapse, what is missing on a day.
    package func status(asOf day: CivilDate?) throws -> Status {
        try read(asOf: day) { reading, day in
            let last = day.adding(days: 365)
            let list = try WatchList(reading, clock, on: day, .between(day, last))
            let agreements = try list.of(.agreement)
            let standing = try Standing(list, ConcernRules(day: day), agreements: agreements)
            return Status(
                organization: list.settings.organization, day: day, standing: standing,
                upcoming: list.plan(
                    from: day, to: last, of: standing.evidence + agreements + standing.activities
                ) {
                    // What is out of force does not lapse; what may be done about it still counts.
                    $1.name.kind.loss != .evidence || $0.isInForce
                }.items,
                missing: (standing.evidence.flatMap(standing.rules.missing)
                    + (try list.incomplete()))
                    .sorted { ($0.subject, "\($0.rule)") < ($1.subject, "\($1.rule)") })
        }
    }
}

extension WatchList {
    /// The versions that were recorded without what their schemes wish for, or without their
    /// document.
    fileprivate func incomplete() throws -> [Concern] {
        let schemes = Dictionary(schemes.map { ($0.code, $0) }) { first, _ in first }
        return try reading.countingVersions(on: day).compactMap { version in
            let names =
                (schemes[version.scheme]?.missing(in: version.content) ?? [])
                + (version.hasDocument ? [] : ["document"])
            return names.isEmpty ? nil : Concern(version.name, lacks: names)
        }
    }
}
