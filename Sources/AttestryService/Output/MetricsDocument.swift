package import AttestryDomain
import AttestryStorage

extension Registry {
    /// What a monitor graphs and alerts on, on a day; `version` is the program's own, and the
    /// machine says when the last good copy of the registry was made, nil where it knows of none.
    package func metrics(
        version: String, lastBackup: Timestamp? = nil, asOf day: CivilDate?
    ) throws -> [Metric] {
        try read(asOf: day) { reading, day in
            var figures = Figures(try WatchList(reading, clock, on: day, .until(nil)))
            let metrics =
                try figures.evidence() + figures.agreements() + figures.activities()
                + figures.alerts() + figures.deliveries() + [.lastBackup(lastBackup)]
                + figures.program(version: version)
            // The exporter reads all files of a directory as one: no two registries may say the
            // same series.
            let name = try reading.registryName()
            return metrics.map { $0.labelled("registry", name) }
        }
    }
}

extension Metric {
    fileprivate static func lastBackup(_ made: Timestamp?) -> Metric {
        Metric(
            "attestry_backup_timestamp_seconds",
            "When the last good copy of the registry was made.",
            [made.map { Sample(value: $0.secondsSinceEpoch) }].compactMap(\.self))
    }
}

/// Gathers the metrics of a day; a civil date stands as the first instant after it.
private struct Figures {
    private let list: WatchList
    private var ends: [CivilDate: Int] = [:]

    init(_ list: WatchList) { self.list = list }

    private var reading: ReadTransaction { list.reading }

    private mutating func end(of date: CivilDate) throws -> Int {
        if let known = ends[date] { return known }
        let zone = list.settings.timeZone
        let instant = try list.clock.start(of: date.dayAfter, in: zone).secondsSinceEpoch
        ends[date] = instant
        return instant
    }

    mutating func evidence() throws -> [Metric] {
        var expiry: [Metric.Sample] = []
        var fresh: [Metric.Sample] = []
        var inForce: [Metric.Sample] = []
        var due: [Metric.Sample] = []
        for watched in try list.of(.evidence) {
            let code = watched.subject.name
            let milestones = Dictionary(
                grouping: watched.anchors.filter { $0.name.kind == .milestone },
                by: { $0.name.detail ?? "" })
            for (kind, same) in milestones {
                guard let next = same.map(\.on).min() else { continue }
                due.append(Metric.Sample(["code": code, "kind": kind], try end(of: next)))
            }
            guard let verdict = watched.verdict, watched.matters else { continue }
            let labels = ["code": code, "scheme": watched.target.names[.scheme] ?? ""]
            inForce.append(Metric.Sample(labels, verdict.isInForce ? 1 : 0))
            if let until = verdict.freshUntil {
                fresh.append(Metric.Sample(labels, try end(of: until)))
            } else if let until = verdict.until {
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
                "First instant at which the next open milestone of its kind is overdue.", due),
        ]
    }

    mutating func agreements() throws -> [Metric] {
        let unmet = Dictionary(
            grouping: try list.of(.customer).flatMap(\.anchors), by: \.name.kind)
        return [
            Metric(
                "attestry_agreement_end_timestamp_seconds",
                "First instant after the next end of an agreement of this kind.",
                try nextEnds().map { Metric.Sample(["kind": $0.key], try end(of: $0.value)) }),
            Metric(
                "attestry_obligations_unmet", "Customers whose data no agreement covers.",
                AgreementKind.Duty.allCases.map {
                    Metric.Sample(["duty": $0.rawValue], unmet[$0.anchor]?.count ?? 0)
                }),
        ]
    }

    /// The next end of an agreement of each kind: from the next that is written down on, ever
    /// further ahead, as it is mostly near and all agreements are many.
    private func nextEnds() throws -> [String: CivilDate] {
        let day = list.day
        var found: [String: CivilDate] = [:]
        var (first, days) = (day, 7)
        while let next = try reading.nextAgreementEnd(from: first, exceptOf: found.keys.sorted()) {
            let last = next.adding(days: days)
            let ahead = list.looking(.between(next, last))
            for watched in try ahead.of(.agreement) {
                guard let kind = watched.target.names[.kind] else { continue }
                for anchor in watched.anchors
                where anchor.name.kind.loss == .agreement && (next...last).contains(anchor.on)
                    && !list.isSilenced(anchor, of: watched)
                {
                    found[kind] = min(found[kind] ?? anchor.on, anchor.on)
                }
            }
            (first, days) = (last.dayAfter, days * 2)
        }
        return found
    }

    mutating func activities() throws -> [Metric] {
        var kept: [Metric.Sample] = []
        var due: [Metric.Sample] = []
        for watched in try list.of(.activity) where !watched.isDiscontinued {
            let labels = ["code": watched.subject.name]
            kept.append(Metric.Sample(labels, watched.isInForce ? 1 : 0))
            let days = watched.anchors.filter { $0.name.kind == .occurrence }.map(\.on)
            if let first = days.min() { due.append(Metric.Sample(labels, try end(of: first))) }
        }
        return [
            Metric(
                "attestry_activity_kept", "Whether the claim that an activity is kept may stand.",
                kept),
            Metric(
                "attestry_activity_due_timestamp_seconds",
                "First instant at which the first open occurrence of an activity is missed.", due),
        ]
    }

    func alerts() throws -> [Metric] {
        let open = try reading.unresolvedAlerts()
        let run = try reading.lastAlertRun()
        return [
            Metric(
                "attestry_alerts_open", "Alerts raised whose anchor is still there.",
                AlertSeverity.allCases.map {
                    Metric.Sample(["severity": $0.rawValue], open[$0] ?? 0)
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
                "attestry_damages", "Recorded things that cannot be evaluated.",
                [Metric.Sample(value: reading.damages.count)]),
            Metric(
                "attestry_log_entries", "Entries of the log.",
                [Metric.Sample(value: try reading.head().sequence)]),
            Metric(
                "attestry_registry_info", "Whose registry it is.",
                [Metric.Sample(["organization": list.settings.organization.visible()], 1)]),
            Metric(
                "attestry_build_info", "The program that wrote this.",
                [Metric.Sample(["version": version], 1)]),
        ]
    }
}
