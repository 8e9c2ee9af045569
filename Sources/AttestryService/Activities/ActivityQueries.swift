package import AttestryDomain
import AttestryStorage

/// An activity as the outside sees it on a day.
package struct ActivityDocument: Sendable {
    package let activity: Activity
    /// How it stands on the day.
    package let verdict: ActivityVerdict
    /// The day asked about.
    package let day: CivilDate
    /// Its occurrences, by due day; those of a report's period, else those of the last three years
    /// and what comes next.
    package let occurrences: [SampledOccurrence]
    /// What was found and is yet to be mended.
    package let openFindings: [ActivityFinding]
    /// What is due next; nil where nothing waits.
    package let next: Occurrence?

    init(_ rules: ActivityRules, _ ladders: Ladders, _ period: Report.Period? = nil) {
        let day = rules.day
        activity = rules.activity.seen(on: day)
        self.day = day
        verdict = rules.verdict(ladders)
        openFindings = rules.openFindings
        occurrences =
            period.map(rules.sample)
            ?? rules.occurrences(
                from: day.subtracting(months: 36), to: rules.outlook(day)
            ).map { SampledOccurrence(activity: rules.activity.code, standing: $0) }
        next =
            [.voided, .ended].contains(verdict.state)
            ? nil
            : rules.occurrences(from: day, to: rules.outlook(day))
                .first { [.open, .failed].contains($0.state) }?.occurrence
    }
}

/// One occurrence of an activity, as an auditor asks for it.
package struct SampledOccurrence: Sendable {
    package let activity: Code
    package let standing: OccurrenceStanding
}

/// Which activities a list keeps.
package struct ActivityFilter: Sendable {
    /// Only those in this state.
    package var state: ActivityVerdict.State?
    /// Only those of this owner.
    package var owner: String?
    /// Only those recorded in error, in place of all other.
    package var voidedOnly = false

    package init() {}

    fileprivate func keeps(_ document: ActivityDocument) -> Bool {
        document.activity.isVoided == (voidedOnly || state == .voided)
            && document.verdict.state == state ?? document.verdict.state
            && owner.map { EmailAddress.areSame($0, document.activity.owner ?? "") } ?? true
    }
}

extension Registry {
    /// One activity on a day, with the occurrences of a report's period where one is named. Throws
    /// `notFound`.
    package func activity(_ code: Code, report: VersionReference?, asOf day: CivilDate?) throws
        -> ActivityDocument
    {
        try read(asOf: day) { reading, day in
            let period = try report.map { try reading.period(of: $0, on: day) }
            return ActivityDocument(
                try reading.rules(of: code, on: day), try reading.ladders(), period)
        }
    }

    /// Hands in the activities that the filter keeps, in the order of the codes.
    package func eachActivity(
        _ filter: ActivityFilter, asOf day: CivilDate?, _ body: (ActivityDocument) throws -> Void
    ) throws {
        try read(asOf: day) { reading, day in
            let ladders = try reading.ladders()
            try reading.eachActivity(on: day) { rules in
                let document = ActivityDocument(rules, ladders)
                if filter.keeps(document) { try body(document) }
            }
        }
    }

    /// Hands in every occurrence of a report's period of all activities. Throws `notFound`.
    package func eachOccurrence(
        of report: VersionReference, asOf day: CivilDate?,
        _ body: (SampledOccurrence) throws -> Void
    ) throws {
        try read(asOf: day) { reading, day in
            let period = try reading.period(of: report, on: day)
            try reading.eachActivity(on: day) { rules in
                if !rules.activity.isVoided { try rules.sample(period).forEach(body) }
            }
        }
    }

    /// Everything that was recorded about an activity, oldest first.
    package func activityHistory(_ code: Code, knownAt time: Timestamp? = nil) throws
        -> [HistoryEntry]
    {
        try store.read { reading in
            try reading.entries(.about(reading.activity(code).code, until: time)).history(of: [
                "activity", "activity_cadence", "activity_event", "activity_finding", "attachment",
                "publication",
            ])
        }
    }

    /// The codes of all activities, for completion.
    package func activityCodes() throws -> [String] {
        try store.read { try $0.activityCodes() }
    }

    /// Hands out the document of the record of an occurrence for own use. Throws `notFound` where
    /// there is none.
    package func exportRecord(_ occurrence: String, of code: Code, to sink: ByteSink) throws
        -> TakenDocument
    {
        try read(asOf: dayOfRecording()) { reading, day in
            let rules = try reading.rules(of: code, on: day)
            let own = rules.activity.code
            guard let record = rules.occurrence(named: occurrence)?.record else {
                throw RegistryError(
                    .notFound, "\(own) has no record of '\(occurrence.abbreviated)'",
                    hint: "attestry activity show \(own) lists its occurrences",
                    field: "occurrence")
            }
            let name = own.description
            return TakenDocument(
                document: try reading.export(
                    .record(record.id), of: "activity", named: name,
                    hint: "attestry activity done \(own) --file PATH attaches one", to: sink),
                name: name, action: "activity.file", isPublic: false)
        }
    }
}

extension ReadTransaction {
    /// Hands in the rules of all activities that can be read, in lots so that memory stays bounded.
    fileprivate func eachActivity(on day: CivilDate, _ body: (ActivityRules) throws -> Void) throws
    {
        for (subject, error) in try bereft(.activity) { note("activity", subject.name, error) }
        for lot in try activityKeys().lots(of: 1_000) {
            let found = try parts(of: lot) {
                try rules(of: activities(Set($0)), on: day)
            } instead: { key, error in
                note("activity", try nameLeft(of: "activity", key), error)
                return []
            }
            try found.sorted { $0.activity.code < $1.activity.code }.forEach(body)
        }
    }

    /// The period of a report. Throws `invalid` where it has none.
    fileprivate func period(of reference: VersionReference, on day: CivilDate) throws
        -> Report.Period
    {
        let world = try EvidenceWorld(reference.code, as: .report, self)
        let version = try world.version(reference, on: day)
        guard let period = version.report?.period else {
            throw RegistryError(
                .invalid, "report: \(world.name(of: version)) covers no period",
                hint: "name a report of type 2", field: "report")
        }
        return period
    }
}

extension ActivityRules {
    /// The verdict by the ladders of the registry.
    func verdict(_ ladders: Ladders) -> ActivityVerdict {
        let rule = ladders.rule(
            for: AnchorName(.occurrence), of: Ladders.Target(activity, on: day))
        return verdict(firstRung: rule?.ladder.rungs.first)
    }

    /// Every occurrence that was due in a period, or was done in it.
    func sample(_ period: Report.Period) -> [SampledOccurrence] {
        let due = occurrences(from: period.start, to: period.end)
        let known = Set(due.map(\.occurrence))
        let done = touched.filter { item in
            !known.contains(item.occurrence)
                && item.doneOn.map { period.start <= $0 && $0 <= period.end } ?? false
        }
        return (due + done).sorted {
            ($0.occurrence.dueOn, $0.occurrence.name) < ($1.occurrence.dueOn, $1.occurrence.name)
        }.map { SampledOccurrence(activity: activity.code, standing: $0) }
    }
}
