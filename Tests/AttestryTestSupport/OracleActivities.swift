package import AttestryDomain

/// An activity of the oracle, and how it stands on a day.
package struct OracleActivityCase: Decodable, Sendable {
    package struct Answer: Decodable, Equatable, Sendable {
        package let state: String
        package let kept: Bool
        package let occurrences: [Listed]
    }

    package struct Listed: Decodable, Equatable, Sendable {
        package let name: String
        package let state: String
        package let starts_on: String
        package let due_on: String
        package let done_on: String?
    }

    struct Cadence: Decodable, Sendable {
        let from: String
        let each: String?
        let every: Int?
        let contract_end_within: Int?
    }

    struct Record: Decodable, Sendable {
        let on: String
        let result: String
        let occurrence: String?
        let extra: Bool
        let findings: [Finding]
    }

    struct Finding: Decodable, Sendable {
        let fix_by: String
        let closed_on: String?
    }

    struct Waiver: Decodable, Sendable {
        let occurrence: String
        let on: String
    }

    struct Opened: Decodable, Sendable {
        let reference: String
        let on: String
        let due: String
    }

    struct Span: Decodable, Sendable {
        let customer: String
        let since: String
        let until: String?
    }

    package let on: String
    let cadences: [Cadence]
    let first_rung: Int
    let records: [Record]
    let waivers: [Waiver]
    let opened: [Opened]
    let contracts: [Span]
    let ended_on: String?
    package let expected: Answer
}

extension OracleActivityCase {
    /// The product's answer: what has begun by the day, and what begins next.
    package var answer: Answer {
        let rules = rules(on: day(on))
        let verdict = rules.verdict(firstRung: first_rung)
        let all = rules.occurrences(from: day("2010-01-01"), to: day(on).adding(months: 120))
        let begun = all.filter { $0.occurrence.startsOn <= rules.day }
        let next = all.filter { $0.occurrence.startsOn > rules.day }
            .min { $0.occurrence.startsOn < $1.occurrence.startsOn }
        let listed = (begun + [next].compactMap(\.self)).sorted {
            ($0.occurrence.dueOn, $0.occurrence.startsOn, $0.occurrence.name)
                < ($1.occurrence.dueOn, $1.occurrence.startsOn, $1.occurrence.name)
        }
        return Answer(
            state: verdict.state.rawValue, kept: verdict.isKept,
            occurrences: listed.map { item in
                Listed(
                    name: item.occurrence.name, state: item.state.rawValue,
                    starts_on: "\(item.occurrence.startsOn)", due_on: "\(item.occurrence.dueOn)",
                    done_on: item.doneOn?.description)
            })
    }

    /// The product's rules for it on a day.
    package func rules(on day: CivilDate) -> ActivityRules {
        ActivityRules(activity, contracts: spans, on: day)
    }

    /// The activity in the product's values.
    package var activity: Activity {
        var activity = Activity(id: ID(1), code: .unknown, recordedOn: day("2010-01-01"))
        activity.endedOn = ended_on.map { day($0) }
        activity.cadences = cadences.enumerated().map { index, item in
            var cadence = ActivityCadence(id: ID(Int64(index)), recordedOn: day("2010-01-01"))
            cadence.fromOn = day(item.from)
            cadence.eachPeriod = item.each.flatMap { ActivityCadence.Period(rawValue: $0) }
            cadence.everyMonths = item.every
            cadence.withinDays = item.contract_end_within
            let isTimed = item.each != nil || item.every != nil
            cadence.onOccasion =
                isTimed ? nil : item.contract_end_within == nil ? .event : .contractEnd
            return cadence
        }
        activity.events =
            records.enumerated().map { event($1, $0) }
            + waivers.map { waiver in
                var event = Self.event(.waived, waiver.on, 2_000)
                event.occurrence = waiver.occurrence
                return event
            }
            + opened.map { item in
                var event = Self.event(.opened, item.on, 3_000)
                (event.occurrence, event.dueOn) = (item.reference, day(item.due))
                return event
            }
        return activity
    }

    private func event(_ record: Record, _ index: Int) -> ActivityEvent {
        var event = Self.event(.done, record.on, index)
        event.result = ActivityEvent.Result(rawValue: record.result)
        event.occurrence = record.occurrence
        event.isExtra = record.extra
        event.findings = record.findings.map { finding in
            ActivityFinding(
                id: ID(0), title: "slow", fixBy: day(finding.fix_by),
                closedOn: finding.closed_on.map { day($0) }, recordedOn: day("2010-01-01"))
        }
        return event
    }

    private static func event(_ kind: ActivityEvent.Kind, _ on: String, _ index: Int)
        -> ActivityEvent
    {
        ActivityEvent(
            id: ID(Int64(index)), kind: kind, occurredOn: day(on), recordedOn: day("2010-01-01"))
    }

    /// Whether nothing of it is due at the end of a contract.
    package var isWithoutContracts: Bool { cadences.allSatisfy { $0.contract_end_within == nil } }

    private var spans: [Code: [Contract]] {
        var spans: [Code: [Contract]] = [:]
        for (index, item) in contracts.enumerated() {
            guard let code = Code(item.customer) else { continue }
            spans[code, default: []].append(
                Contract(
                    id: ID(Int64(index)), sinceOn: day(item.since),
                    untilOn: item.until.map { day($0) }, recordedOn: day("2010-01-01")))
        }
        return spans
    }
}
