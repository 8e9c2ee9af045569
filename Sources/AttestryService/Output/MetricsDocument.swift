package import AttestryDomain
import AttestryStorage

extension Registry {
    /// What a monitor graphs and alerts on, on a day; `version` is the program's own.
    package func metrics(version: String, asOf day: CivilDate?) throws -> [Metric] {
        try read(asOf: day) { reading, day in
            var figures = try Figures(reading, clock, on: day)
            return try figures.evidence() + figures.agreements() + figures.alerts()
                + figures.deliveries() + figures.program(version: version)
        }
    }
}

/// Gathers the metrics of a day; a civil date stands as the first instant after it.
private struct Figures {
    let reading: ReadTransaction
    let clock: Clock
    let day: CivilDate
    let world: RegistryWorld
    private var ends: [CivilDate: Int] = [:]

    init(_ reading: ReadTransaction, _ clock: Clock, on day: CivilDate) throws {
        self.reading = reading
        self.clock = clock
        self.day = day
        world = try RegistryWorld(reading)
    }

    private mutating func end(of date: CivilDate) throws -> Int {
        if let known = ends[date] { return known }
        let zone = world.settings.timeZone
        let instant = try clock.start(of: date.dayAfter, in: zone).secondsSinceEpoch
        ends[date] = instant
        return instant
    }

    mutating func evidence() throws -> [Metric] {
        var expiry: [Metric.Sample] = []
        var fresh: [Metric.Sample] = []
        var inForce: [Metric.Sample] = []
        for item in world.evidence {
            let document = try EvidenceDocument(item, in: world.portfolio, on: day)
            let verdict = document.verdict
            guard document.isWatched else { continue }
            let labels = ["code": "\(item.code)", "scheme": "\(item.scheme)"]
            inForce.append(Metric.Sample(labels, verdict.isInForce ? 1 : 0))
            if let until = verdict.freshUntil {
                fresh.append(Metric.Sample(labels, try end(of: until)))
            } else if document.scheme.kind != .report, let until = verdict.until {
                expiry.append(Metric.Sample(labels, try end(of: until)))
            }
        }
        return [
            Metric(
                "attestry_certificate_expiry_timestamp_seconds",
                "First instant at which a certificate is no longer in force, as known now.",
                expiry),
            Metric(
                "attestry_report_fresh_until_timestamp_seconds",
                "First instant at which a report is stale.", fresh),
            Metric(
                "attestry_evidence_in_force", "Whether a claim may rest on the evidence today.",
                inForce),
            Metric(
                "attestry_milestone_due_timestamp_seconds",
                "First instant at which the next open milestone of its kind is overdue.",
                try milestones()),
        ]
    }

    private mutating func milestones() throws -> [Metric.Sample] {
        let rules = AnchorRules(portfolio: world.portfolio, defaultOwner: world.settings.owner)
        var samples: [Metric.Sample] = []
        for item in world.evidence {
            let anchors = try rules.anchors(of: item.code, on: day)
                .filter { $0.kind == Anchor.Name.milestone }
            for (name, same) in Dictionary(grouping: anchors, by: \.name) {
                guard let next = same.map(\.on).min() else { continue }
                let kind = String(name.dropFirst(Anchor.Name.milestone.count + 1))
                samples.append(
                    Metric.Sample(["code": "\(item.code)", "kind": kind], try end(of: next)))
            }
        }
        return samples
    }

    mutating func agreements() throws -> [Metric] {
        let worlds = try reading.customerWorlds()
        var nearest: [Code: CivilDate] = [:]
        var unmet: [AgreementKind.Duty: Int] = [:]
        for world in worlds {
            let rules = AgreementAnchorRules(world.customer, agreements: world.agreements)
            for obligation in ObligationRules(world.customer, agreements: world.agreements)
                .unmet(on: day)
            {
                unmet[obligation.duty, default: 0] += 1
            }
            guard world.customer.status(on: day) != .former else { continue }
            for agreement in world.agreements {
                guard let anchor = rules.anchor(of: agreement, on: day), anchor.on >= day,
                    anchor.name == Anchor.Name.agreementEnd
                else { continue }
                let kind = agreement.kind.code
                nearest[kind] = min(nearest[kind] ?? anchor.on, anchor.on)
            }
        }
        return [
            Metric(
                "attestry_agreement_end_timestamp_seconds",
                "First instant after the next end of an agreement of this kind.",
                try nearest.map {
                    Metric.Sample(["kind": $0.key.description], try end(of: $0.value))
                }),
            Metric(
                "attestry_obligations_unmet", "Customers whose data no agreement covers.",
                AgreementKind.Duty.allCases.map {
                    Metric.Sample(["duty": $0.rawValue], unmet[$0] ?? 0)
                }),
        ]
    }

    func alerts() throws -> [Metric] {
        let open = Dictionary(
            grouping: try reading.alerts(unresolvedOnly: true), by: { AlertSeverity(rung: $0.rung) }
        )
        let run = try reading.lastAlertRun()
        return [
            Metric(
                "attestry_alerts_open", "Alerts raised whose anchor is still there.",
                AlertSeverity.allCases.map {
                    Metric.Sample(["severity": $0.rawValue], open[$0]?.count ?? 0)
                }),
            Metric(
                "attestry_alert_run_timestamp_seconds", "When the alerts ran last.",
                [run.map { Metric.Sample(value: $0.ranAt.secondsSinceEpoch) }].compactMap(\.self)),
        ]
    }

    func deliveries() throws -> [Metric] {
        let counts = try reading.outboxCounts()
        return [
            Metric(
                "attestry_alert_messages", "Messages about alerts that did not arrive so far.",
                [Delivery.State.queued, .claimed, .failed].map {
                    Metric.Sample(["state": $0.rawValue], counts[$0] ?? 0)
                }),
            Metric(
                "attestry_channel_enabled", "Whether a channel for alerts is in use.",
                try reading.channels().map { channel in
                    Metric.Sample(
                        ["channel": channel.code.description, "kind": channel.kind.rawValue],
                        channel.disabledBecause == nil ? 1 : 0)
                }),
        ]
    }

    func program(version: String) throws -> [Metric] {
        [
            Metric(
                "attestry_log_entries", "Entries of the log.",
                [Metric.Sample(value: try reading.head().sequence)]),
            Metric(
                "attestry_build_info", "The program that wrote this.",
                [Metric.Sample(["version": version], 1)]),
        ]
    }
}

extension EvidenceDocument {
    /// Whether a monitor should know of it: `check` never speaks of the rest either.
    fileprivate var isWatched: Bool {
        ![.planned, .cancelled].contains(verdict.state) && !evidence.isDiscontinued(on: day)
    }
}
