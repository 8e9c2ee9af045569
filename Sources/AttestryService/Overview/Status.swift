package import AttestryDomain
import AttestryStorage

/// One screen's worth: what is wrong now, what lapses next, what is missing.
package struct Status: Sendable {
    /// Something that lies ahead.
    package struct Upcoming: Sendable {
        /// The evidence or the agreement.
        package let code: String
        /// The day.
        package let on: CivilDate
        /// What happens then.
        package let what: String
    }

    /// The name of the organization.
    package let organization: String
    /// The day asked about.
    package let day: CivilDate
    /// Everything recorded, with its verdicts.
    package let evidence: [EvidenceDocument]
    /// What is wrong, the critical things first.
    package let concerns: [Concern]
    /// What lies ahead within the next year, the nearest first.
    package let upcoming: [Upcoming]
    /// What is not recorded and should be.
    package let missing: [Concern]
    /// The last run of the alerts.
    package let lastRun: AlertRun?
    /// How many alerts are unresolved.
    package let unresolvedAlerts: Int
    /// How the deliveries stand.
    package let outbox: OutboxState
    /// How many customers are recorded, and how many of them are customers on the day.
    package let customers: (recorded: Int, current: Int)
    /// How many agreements are in force on the day.
    package let agreementsInForce: Int

    /// How many pieces of evidence are in force on the day.
    package var inForce: Int { evidence.filter(\.verdict.isInForce).count }

    /// The status as scripts read it.
    package var json: JSONValue {
        [
            "organization": .string(organization), "as_of": .text(day),
            "evidence": .number(evidence.count), "in_force": .number(inForce),
            "states": .object(
                Dictionary(grouping: evidence, by: \.verdict.state.rawValue)
                    .mapValues { .number($0.count) }),
            "concerns": .array(concerns.map(\.json)),
            "upcoming": .array(
                upcoming.map {
                    ["code": .string($0.code), "on": .text($0.on), "what": .string($0.what)]
                }),
            "missing": .array(missing.map(\.json)),
            "customers": .number(customers.recorded),
            "current_customers": .number(customers.current),
            "agreements_in_force": .number(agreementsInForce),
            "last_alert_run": .text(lastRun?.day), "unresolved_alerts": .number(unresolvedAlerts),
            "messages_waiting": .number(outbox.waiting), "messages_failed": .number(outbox.failed),
        ]
    }
}

extension Concern {
    /// The concern as scripts read it.
    package var json: JSONValue {
        [
            "severity": .string(severity.rawValue), "subject": .string(subject),
            "rule": .string(rule),
            "on": .text(on), "detail": .string(detail),
        ]
    }
}

extension Registry {
    /// What holds, what is about to lapse, what is missing on a day.
    package func status(asOf day: CivilDate?) throws -> Status {
        try read(asOf: day) { reading, day in
            let world = try RegistryWorld(reading)
            let evidence = try world.evidence.map {
                try EvidenceDocument($0, in: world.portfolio, on: day)
            }
            let lastRun = try reading.lastAlertRun()
            let customers = CustomerOverview(try reading.customerWorlds(), on: day)
            let outbox = try reading.outboxState()
            let concerns = try world.concerns(
                evidence, customers, lastRun: lastRun, warningDays: 60, criticalDays: 14, on: day,
                outbox.concerns(at: clock.now()))
            return Status(
                organization: world.settings.organization, day: day, evidence: evidence,
                concerns: concerns,
                upcoming: (try world.upcoming(evidence, on: day) + customers.upcoming)
                    .sorted { ($0.on, $0.code) < ($1.on, $1.code) },
                missing: world.missing(evidence, on: day), lastRun: lastRun,
                unresolvedAlerts: try reading.unresolvedAlertCount(), outbox: outbox,
                customers: (customers.recorded, customers.current),
                agreementsInForce: customers.agreementsInForce)
        }
    }
}

extension RegistryWorld {
    func concerns(
        _ evidence: [EvidenceDocument], _ customers: CustomerOverview, lastRun: AlertRun?,
        warningDays: Int, criticalDays: Int, on day: CivilDate, _ deliveries: [Concern]
    ) throws -> [Concern] {
        let rules = try ConcernRules(warningDays: warningDays, criticalDays: criticalDays, day: day)
        let found =
            evidence.flatMap { rules.concerns(about: $0.evidence, $0.verdict) }
            + customers.concerns + deliveries
        let runs = evidence.isEmpty ? nil : rules.concern(lastRun: lastRun)
        return (found + [runs].compactMap(\.self)).sorted {
            ($1.severity, $0.subject, $0.rule) < ($0.severity, $1.subject, $1.rule)
        }
    }

    /// Ends, freshness, milestones and restore limits of the next 365 days.
    fileprivate func upcoming(_ evidence: [EvidenceDocument], on day: CivilDate) throws
        -> [Status.Upcoming]
    {
        let rules = AnchorRules(portfolio: portfolio, defaultOwner: settings.owner)
        // What is out of force does not lapse; what may be done about it still counts.
        let ends = [Anchor.Name.end, Anchor.Name.editionRetirement]
        return try evidence.flatMap { document in
            try rules.anchors(of: document.evidence.code, on: day)
                .filter { (0...365).contains(day.days(until: $0.on)) }
                .filter { $0.name != Anchor.Name.ownerMissing }
                .filter { document.verdict.isInForce || !ends.contains($0.name) }
                .map {
                    Status.Upcoming(
                        code: document.evidence.code.description, on: $0.on, what: $0.fact)
                }
        }
    }

    private var ownerless: [Evidence] {
        settings.owner == nil ? evidence.filter { $0.owner == nil } : []
    }

    fileprivate func missing(_ evidence: [EvidenceDocument], on day: CivilDate) -> [Concern] {
        func concern(_ code: Code, _ rule: String, _ detail: String) -> Concern {
            Concern(
                severity: .warning, subject: code.description, rule: rule, on: nil, detail: detail)
        }
        var missing = ownerless.map {
            concern($0.code, "owner_missing", "nobody receives alerts about it")
        }
        for document in evidence where !document.evidence.isDiscontinued(on: day) {
            let code = document.evidence.code
            for gap in document.verdict.gaps {
                missing.append(
                    concern(
                        code, "coverage_gap",
                        "no report covers \(gap.from) to \(gap.to) (\(gap.days) days)"))
            }
            if document.verdict.flags.contains(.editionDeadlineUnconfirmed) {
                missing.append(
                    concern(
                        code, "edition_deadline_unconfirmed",
                        "a newer edition is out; no last day of this one is confirmed"
                    ))
            }
        }
        return missing.sorted { ($0.subject, $0.rule) < ($1.subject, $1.rule) }
    }
}

extension Evidence {
    /// Whether it is given up on a day.
    package func isDiscontinued(on day: CivilDate) -> Bool {
        discontinuedOn.map { $0 <= day } ?? false
    }
}
