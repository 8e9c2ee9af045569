/// A span of days in which a company was, or is, a customer.
package struct Contract: Hashable, Sendable {
    package let id: ID<Contract>
    /// The first day.
    package var sinceOn: CivilDate
    /// The last day; nil where open.
    package var untilOn: CivilDate?
    /// The civil day on which it was recorded or last edited.
    package var recordedOn: CivilDate
    /// Whether it was recorded in error.
    package var isVoided: Bool

    package init(
        id: ID<Contract>, sinceOn: CivilDate, untilOn: CivilDate?, recordedOn: CivilDate,
        isVoided: Bool = false
    ) {
        self.id = id
        self.sinceOn = sinceOn
        self.untilOn = untilOn
        self.recordedOn = recordedOn
        self.isVoided = isVoided
    }

    /// Whether a day lies in it.
    package func covers(_ day: CivilDate) -> Bool {
        sinceOn <= day && untilOn.map { day <= $0 } ?? true
    }
}

/// What somebody says of a customer's contract: to begin, to end or to mend one.
package struct ContractInput: Hashable, Sendable {
    package var status: Customer.Status?
    package var since: CivilDate?
    package var until: CivilDate?

    package init() {}

    package static let fields: [Field<ContractInput>] = [
        .choice("status", \.status, "prospect, customer or former."),
        .date("since", \.since, "The first day of its contract, YYYY-MM-DD."),
        .date("until", \.until, "The last day of its contract, YYYY-MM-DD."),
    ]

    /// Whether nothing was said.
    package var isEmpty: Bool { status == nil && since == nil && until == nil }

    /// What is wrong with it as the contract of a customer that has none yet.
    package var problems: [Problem] {
        if (status ?? .prospect) == .prospect {
            return [("since", since), ("until", until)].compactMap { field, day in
                .when(
                    day != nil, field, ": a prospect has no contract",
                    hint: "give --status customer or former with it")
            }
        }
        let gaps: [Problem?] = [
            .missing(
                if: since == nil, "since", "the first day of the contract",
                hint: "give a date as YYYY-MM-DD"),
            status == .former && until == nil ? Self.endMissing : nil,
        ]
        return gaps.compactMap(\.self) + (since.map { Self.problems($0, until) } ?? [])
    }

    /// What a former customer's contract without an end lacks.
    package static let endMissing = Problem.missing(
        "until", "a former customer's contract has an end", hint: "give a date as YYYY-MM-DD")

    /// What is wrong with a contract of these days.
    package static func problems(_ since: CivilDate, _ until: CivilDate?) -> [Problem] {
        let last = until ?? since
        return [
            .when(
                last < since, "until", ": \(last) lies before the contract's first day \(since)",
                hint: "give a later day")
        ].compactMap(\.self)
    }

    /// The contract that it makes; nil for a prospect.
    package func contract(recordedOn: CivilDate) -> Contract? {
        guard let status, status != .prospect, let since else { return nil }
        return Contract(id: ID(0), sinceOn: since, untilOn: until, recordedOn: recordedOn)
    }
}
