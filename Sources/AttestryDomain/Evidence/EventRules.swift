/// What may be recorded as happening to a version, and what is proposed as due in its life.
package enum EventRules {
    /// Throws `invalid` where an event cannot have happened to the version on that day.
    package static func check(
        _ kind: Event.Kind, on day: CivilDate, to version: Version, named name: VersionReference,
        today: CivilDate
    ) throws {
        if version.isVoided {
            throw RegistryError(.invalid, "\(name) is voided; nothing happens to it any more")
        }
        try RegistryError.check(
            Problem.future("on", day, by: today, hint: "record it once it has happened"))
        let start = version.report == nil ? version.start : version.issuedOn
        try refuse(
            if: day < start, "on", "\(day) lies before \(name) started on \(start)",
            "name the version as CODE@N, or give a later day")
        let isTerminal = kind == .withdrawn || kind == .cancelled
        if let end = version.terminalEvent(by: isTerminal ? .distantFuture : day) {
            throw RegistryError(
                .conflict, "\(name) is \(end.kind.rawValue) since \(end.occurredOn)",
                hint: voidHint(end, of: version, named: name))
        }
        let suspension = version.suspension(by: day)
        if kind == .suspended, let since = suspension?.occurredOn {
            throw RegistryError(.conflict, "\(name) is suspended since \(since) already")
        }
        if kind == .restored, suspension == nil {
            throw RegistryError(
                .conflict, "\(name) is not suspended on \(day)",
                hint: "attestry certificate renew \(name.code) --issued DATE records the renewal "
                    + "of what has expired")
        }
    }

    /// How an event is taken back that was recorded in error.
    package static func voidHint(
        _ event: Event, of version: Version, named name: VersionReference
    ) -> String {
        let noun: Scheme.Noun = version.report == nil ? .certificate : .report
        return "where that was recorded in error: attestry \(noun.rawValue) void-event \(name) "
            + "\(event.kind.rawValue) --on \(event.occurredOn) --reason TEXT"
    }

    /// Throws `invalid` where a milestone cannot be due in a version's life, or is of a kind that
    /// the scheme does not know.
    package static func checkMilestone(
        _ kind: String, due day: CivilDate, in version: Version, named name: VersionReference,
        of scheme: Scheme
    ) throws {
        if version.isVoided { throw RegistryError(.invalid, "\(name) is voided") }
        let problems: [Problem?] = [
            .unknown(
                "kind", kind, among: scheme.milestoneKinds, of: "milestone_kinds",
                in: scheme.code),
            .when(
                day < version.start, "due",
                ": \(day) lies before \(name) started on \(version.start)",
                hint: "give a day inside its life"),
        ]
        try RegistryError.check(problems.compactMap(\.self))
    }

    /// What is due in the life of a version: the surveillance audits that ISO/IEC 17021-1 §9.1.3.3
    /// asks of a scheme with accreditation, the first within 12 months of the decision, the next in
    /// the following calendar year; and what the scheme itself plans. By their days.
    package static func milestones(
        from start: CivilDate, to end: CivilDate?, scheme: Scheme
    ) -> [PlannedMilestone] {
        let planned = (FactForm.plan(scheme.plannedMilestones) ?? []).map {
            PlannedMilestone(
                kind: $0.kind, dueOn: start.adding(months: $0.months),
                askedBy: scheme.code.description)
        }
        return (audits(from: start, scheme) + planned).filter { item in
            end.map { item.dueOn < $0 } ?? false
        }.sorted { ($0.dueOn, $0.kind) < ($1.dueOn, $1.kind) }
    }

    private static func audits(from start: CivilDate, _ scheme: Scheme) -> [PlannedMilestone] {
        guard scheme.isAccredited else { return [] }
        let first = start.adding(months: 12)
        let second = CivilDate(year: first.year + 1, month: 12, day: 31)
        return [first, second].compactMap(\.self).map {
            PlannedMilestone(
                kind: Milestone.surveillance, dueOn: $0, askedBy: "ISO/IEC 17021-1")
        }
    }

    /// Throws `invalid` where a bridge letter breaks `rules.md` §4.
    package static func checkLetter(
        from: CivilDate, to: CivilDate, signed: CivilDate, of version: Version,
        named name: VersionReference, today: CivilDate
    ) throws {
        guard let period = version.report?.period else {
            throw RegistryError(
                .invalid, "\(name) covers a day; only a type 2 report can be bridged")
        }
        if version.isVoided { throw RegistryError(.invalid, "\(name) is voided") }
        let first = period.end.dayAfter
        let last = from.adding(months: 3).dayBefore
        try refuse(
            if: from != first, "from", "\(from) is not the day after the period's end",
            "give \(first)")
        try refuse(
            if: to < from, "to", "\(to) lies before \(from)", "give the last day it covers")
        try refuse(
            if: signed < to, "signed", "\(signed) lies before the last day it covers (\(to))",
            "a letter speaks about days that have passed")
        try RegistryError.check(
            Problem.future("signed", signed, by: today, hint: "record it then"))
        try refuse(
            if: to > last, "to", "\(to) is more than three months after \(period.end)",
            "give \(last) at most")
    }

    private static func refuse(
        if isWrong: Bool, _ field: String, _ detail: String, _ hint: String
    ) throws {
        guard isWrong else { return }
        throw RegistryError(.invalid, [Problem(field, ": " + detail, hint: hint)])
    }
}
