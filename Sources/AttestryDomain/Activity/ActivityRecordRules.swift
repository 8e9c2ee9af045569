/// What may be recorded as having happened to an activity, in every way of recording (`rules.md`
/// §9).
package struct ActivityRecordRules: Sendable {
    private let rules: ActivityRules
    private let today: CivilDate

    private var activity: Activity { rules.activity }

    /// The rules, given those of today.
    package init(_ rules: ActivityRules) {
        self.rules = rules
        today = rules.day
    }

    /// What is wrong with an event. Throws `conflict` where another says the same.
    package func check(_ event: ActivityEvent) throws {
        if activity.isVoided {
            throw RegistryError(
                .conflict, "\(activity.code) was voided", hint: "record the activity anew")
        }
        var problems = Problem.future(
            "occurred_on", event.occurredOn, by: today, hint: "record it when it has happened")
        if let ended = activity.endedOn, ended < event.occurredOn {
            problems.append(
                Problem(
                    "occurred_on", ": \(activity.code) ended on \(ended)",
                    hint: "where that was an error: attestry activity end \(activity.code) "
                        + "--take-back --reason TEXT"))
        }
        switch event.kind {
        case .done: problems += details(event) + place(event)
        case .opened: problems += opening(event)
        case .waived: problems += waiver(event)
        }
        try RegistryError.check(problems)
        guard let twin = activity.standing().first(where: event.isTwin) else { return }
        throw RegistryError(
            .conflict,
            "\(activity.code) says the same already: \(twin.kind.rawValue) on "
                + "\(twin.occurredOn)",
            hint: "where that was recorded in error: attestry activity void-event "
                + "\(activity.code) \(twin.kind.rawValue) --on \(twin.occurredOn) "
                + (twin.occurrence.map { "--occurrence \($0) " } ?? "") + "--reason TEXT")
    }

    /// What is wrong with a finding of a record of a day.
    package static func problems(of fixBy: CivilDate, foundOn day: CivilDate) -> [Problem] {
        [
            .when(
                fixBy < day, "fix_by", ": \(fixBy) lies before the record's day \(day)",
                hint: "give a later day")
        ].compactMap(\.self)
    }

    private func details(_ event: ActivityEvent) -> [Problem] {
        let known = activity.recordFields
        let strangers = event.details.keys.sorted().filter { !known.contains($0) }.map { name in
            Problem(
                ActivityEvent.prefix + name, ": \(activity.code) has no detail '\(name)'",
                hint: known.nearest(to: name).first.map { "did you mean \($0)?" }
                    ?? (known.isEmpty ? "it has none" : "it has \(known.joined(separator: " "))"))
        }
        return strangers
            + known.filter { event.details[$0] == nil }.map {
                .missing(
                    ActivityEvent.prefix + $0, "each record of \(activity.code) has it",
                    hint: "give --set \($0)=TEXT")
            }
    }

    /// What is wrong with the occurrence that a record belongs to.
    private func place(_ event: ActivityEvent) -> [Problem] {
        guard !event.isExtra else {
            return [
                .when(
                    event.occurrence != nil, "occurrence", ": an extra record stands for none",
                    hint: "leave one of them out")
            ].compactMap(\.self)
        }
        if let name = event.occurrence {
            guard let found = rules.occurrence(named: name)?.occurrence else {
                return [unknown(name)]
            }
            return [
                .when(
                    event.occurredOn < found.startsOn, "occurred_on",
                    ": \(event.occurredOn) lies before \(name), which begins on "
                        + "\(found.startsOn)", hint: "give a later day")
            ].compactMap(\.self)
        }
        let onDay = ActivityRules(activity, on: event.occurredOn)
        guard onDay.current == nil else { return [] }
        return [
            .missing(
                "occurrence", "no period of \(activity.code) contains \(event.occurredOn)",
                hint: hint(or: "--extra records what is done beside the cadence"))
        ]
    }

    private func opening(_ event: ActivityEvent) -> [Problem] {
        let name = event.occurrence ?? ""
        let isTaken = activity.standing().contains { $0.kind == .opened && $0.occurrence == name }
        let cadence = activity.course.last { $0.cadence.fromOn <= event.occurredOn }?.cadence
        return [
            .when(
                cadence?.rhythm != .event, "occurred_on",
                ": \(activity.code) is not due on events on \(event.occurredOn)",
                hint: "attestry activity edit \(activity.code) --on event --from DATE makes it so"),
            .when(
                event.dueOn.map { $0 < event.occurredOn } ?? false, "due_on",
                ": it lies before \(event.occurredOn)", hint: "give a later day"),
            .when(
                isTaken, "occurrence", ": \(activity.code) has '\(name)' already",
                hint: "give another reference"),
        ].compactMap(\.self)
    }

    private func waiver(_ event: ActivityEvent) -> [Problem] {
        let name = event.occurrence ?? ""
        guard let found = rules.occurrence(named: name) else { return [unknown(name)] }
        let state = found.state
        return [
            .when(
                [.waived, .done, .doneLate].contains(state), "occurrence",
                ": \(name) is \(state.rawValue) already", hint: "name another occurrence")
        ].compactMap(\.self)
    }

    private func unknown(_ name: String) -> Problem {
        Problem(
            "occurrence", ": \(activity.code) has no '\(name.abbreviated)'",
            hint: hint(or: "attestry activity show \(activity.code) lists them"))
    }

    /// The occurrences that wait for a record.
    private func hint(or other: String) -> String {
        let open = rules.begun.filter { [.open, .failed].contains($0.state) }
        let names = (rules.missedOccasions + open).map(\.occurrence.name).prefix(20)
        return names.isEmpty
            ? other : "give --occurrence with one of \(names.joined(separator: ", "))"
    }
}
