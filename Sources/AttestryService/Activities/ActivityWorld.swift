import AttestryDomain
import AttestryStorage

extension ReadTransaction {
    /// The rules for an activity on a day. Throws `notFound`.
    func rules(of code: Code, on day: CivilDate) throws -> ActivityRules {
        try rules(of: [activity(code)], on: day)[0]
    }

    /// The rules for activities on a day; contracts are read where one of them asks for them.
    func rules(of activities: [Activity], on day: CivilDate) throws -> [ActivityRules] {
        let contracts =
            activities.contains(where: \.followsContracts)
            ? try contractsEnded(before: day) : [:]
        return activities.map {
            ActivityRules($0, contracts: $0.followsContracts ? contracts : [:], on: day)
        }
    }

    /// What is due, or was done, because a contract of a customer ended.
    func occurrences(of customer: Customer, on day: CivilDate) throws -> [SampledOccurrence] {
        try activities(activitiesAtContractEnd()).filter { !$0.isVoided }.flatMap { activity in
            ActivityRules(activity, contracts: [customer.code: customer.contracts], on: day)
                .occurrences(of: customer.code)
                .map { SampledOccurrence(activity: activity.code, standing: $0) }
        }
    }

    /// The customer whose contract made the occurrence of an event due; nil for any other.
    func customer(of event: ActivityEvent, _ rules: ActivityRules) throws -> ID<Customer>? {
        guard rules.activity.followsContracts, let name = event.occurrence,
            let code = Code(name), try has(code, .customer)
        else { return nil }
        return try customer(code).id
    }
}

extension Activity {
    /// Whether something is due when a customer's contract ends.
    fileprivate var followsContracts: Bool {
        cadences.contains { $0.onOccasion == .contractEnd && !$0.isVoided }
    }
}
