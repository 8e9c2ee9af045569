package import AttestryDomain

/// Builds an activity for the rules, one event after the other.
package struct ActivityBuilder: Sendable {
    /// The activity as built so far.
    package private(set) var built = Activity(
        id: ID(1), code: .unknown, title: "Control", recordedOn: .distantPast)
    /// The contracts of each customer.
    package private(set) var contracts: [Code: [Contract]] = [:]

    package init() {}

    /// A further cadence, in one of the three ways.
    package func cadence(
        from: String, each: ActivityCadence.Period? = nil, every: Int? = nil,
        on occasion: ActivityCadence.Occasion? = nil, within: Int? = nil
    ) -> ActivityBuilder {
        var cadence = ActivityCadence(
            id: ID(Int64(built.cadences.count + 1)), recordedOn: day(from))
        (cadence.fromOn, cadence.eachPeriod, cadence.everyMonths) = (day(from), each, every)
        (cadence.onOccasion, cadence.withinDays) = (occasion, within)
        return with { $0.built.cadences.append(cadence) }
    }

    /// A record.
    package func done(
        _ on: String, _ result: ActivityEvent.Result = .pass, of occurrence: String? = nil,
        extra: Bool = false, fixBy: String? = nil, closed: String? = nil
    ) -> ActivityBuilder {
        var event = event(.done, on)
        (event.result, event.occurrence, event.isExtra) = (result, occurrence, extra)
        event.findings = [fixBy].compactMap(\.self).map { fixBy in
            ActivityFinding(
                id: ID(1), title: "slow", fixBy: day(fixBy), closedOn: closed.map { day($0) },
                recordedOn: event.recordedOn)
        }
        return with { $0.built.events.append(event) }
    }

    /// A waiver.
    package func waived(_ occurrence: String, on: String) -> ActivityBuilder {
        var event = event(.waived, on)
        (event.occurrence, event.approvedBy) = (occurrence, "J")
        return with { $0.built.events.append(event) }
    }

    /// Something by which it is due.
    package func opened(_ reference: String, on: String, due: String) -> ActivityBuilder {
        var event = event(.opened, on)
        (event.occurrence, event.dueOn) = (reference, day(due))
        return with { $0.built.events.append(event) }
    }

    /// A contract of a customer.
    package func contract(_ customer: String, _ since: String, _ until: String?) -> ActivityBuilder
    {
        let customer = Code(customer) ?? .unknown
        return with {
            let number = Int64($0.contracts.values.joined().count + 1)
            $0.contracts[customer, default: []].append(
                Contract(
                    id: ID(number), sinceOn: day(since), untilOn: until.map { day($0) },
                    recordedOn: day(since)))
        }
    }

    /// Its last day.
    package func ended(_ on: String) -> ActivityBuilder { with { $0.built.endedOn = day(on) } }

    /// The rules on a day.
    package func rules(_ on: String) -> ActivityRules {
        ActivityRules(built, contracts: contracts, on: day(on))
    }

    private func event(_ kind: ActivityEvent.Kind, _ on: String) -> ActivityEvent {
        ActivityEvent(
            id: ID(Int64(built.events.count + 1)), kind: kind, occurredOn: day(on),
            recordedOn: day(on))
    }

    private func with(_ change: (inout ActivityBuilder) -> Void) -> ActivityBuilder {
        var builder = self
        change(&builder)
        return builder
    }
}
