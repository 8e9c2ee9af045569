package import AttestryDomain
import AttestryStorage

/// What somebody says of something that happened to an activity.
package struct ActivityInput {
    /// The fields of the record, and its details under ``ActivityEvent/prefix``.
    package var form: Form
    /// The name of the occurrence; nil for that of the day.
    package var occurrence: String?
    /// What was found, and by when it is to be mended.
    package var findings: [(title: String, fixBy: CivilDate)] = []
    /// The document of the record.
    package var file: DocumentSource?

    package init(_ form: Form, occurrence: String? = nil) {
        self.form = form
        self.occurrence = occurrence
    }
}

extension Registry {
    /// Records that an activity was done; returns the name of the occurrence, or `extra`. Throws
    /// all that is wrong with it.
    package func recordActivity(_ code: Code, _ input: ActivityInput, author: Author) throws
        -> String
    {
        try write("activity.done", author) { transaction, today in
            let rules = try transaction.reading.rules(of: code, on: today)
            let (event, problems) = try input.event(today: today)
            let wrong =
                problems
                + input.findings.flatMap {
                    ActivityRecordRules.problems(of: $0.fixBy, foundOn: event.occurredOn)
                }
            let key = try transaction.insert(event, by: rules, besides: wrong)
            let own = rules.activity.code
            for (title, fixBy) in input.findings {
                let finding = ActivityFinding(
                    id: ID(0), title: try Form.checked(title, field: "finding"), fixBy: fixBy,
                    recordedOn: today)
                try transaction.insert(finding, of: key, own)
            }
            try transaction.attach(input.file, to: .record(key), subject: own, today)
            return rules.activity.name(of: event)
        }
    }

    /// Records that an occurrence is due because of something that happened.
    package func openOccurrence(
        _ name: String, due: CivilDate, on day: CivilDate?, of code: Code, author: Author
    ) throws {
        try write("activity.open", author) { transaction, today in
            var event = ActivityEvent(
                id: ID(0), kind: .opened, occurredOn: day ?? today, recordedOn: today)
            event.occurrence = try Form.checked(name, field: "reference")
            event.dueOn = due
            event.reason = author.reason
            _ = try transaction.insert(event, by: transaction.reading.rules(of: code, on: today))
        }
    }

    /// Records that an occurrence need not be done, and who agreed to that.
    package func waiveOccurrence(
        _ name: String, by approver: String, on day: CivilDate?, of code: Code, author: Author
    ) throws {
        try write("activity.waive", author) { transaction, today in
            var event = ActivityEvent(
                id: ID(0), kind: .waived, occurredOn: day ?? today, recordedOn: today)
            event.occurrence = try Form.checked(name, field: "occurrence")
            event.approvedBy = try Form.checked(approver, field: "approved_by")
            event.reason = author.reason
            _ = try transaction.insert(event, by: transaction.reading.rules(of: code, on: today))
        }
    }

    /// Records that a finding was mended. Throws `notFound` with those that are open.
    package func closeFinding(
        _ number: Int, on day: CivilDate?, of code: Code, author: Author
    ) throws {
        try write("activity.close-finding", author) { transaction, today in
            let activity = try transaction.reading.activity(code)
            let day = day ?? today
            try RegistryError.check(
                Problem.future("on", day, by: today, hint: "record it when it has happened"))
            let records = activity.standing().filter { $0.kind == .done }
            let open = records.flatMap(\.findings).filter { !$0.isVoided && $0.closedOn == nil }
            guard var finding = open.first(where: { Int($0.id.rawValue) == number }) else {
                let known = open.map { "\($0.id.rawValue) (\($0.title))" }
                throw RegistryError(
                    .notFound, "\(activity.code) has no open finding \(number)",
                    hint: known.isEmpty ? "none is open" : "open: \(known.joined(separator: ", "))")
            }
            let found = records.first { $0.findings.contains(finding) }?.occurredOn ?? day
            guard found <= day else {
                throw RegistryError(
                    .invalid, "on: \(day) lies before the record's day \(found)",
                    hint: "give a later day", field: "on")
            }
            finding.closedOn = day
            try transaction.update(finding, of: activity.code)
        }
    }

    /// Marks what happened to an activity on a day as recorded in error, or takes that back; with
    /// an occurrence what happened to that.
    package func voidActivityEvent(
        _ kind: ActivityEvent.Kind, on day: CivilDate, occurrence: String?, of code: Code,
        takesBack: Bool, author: Author
    ) throws {
        let verb = takesBack ? "activity.unvoid-event" : "activity.void-event"
        try write(verb, author) { transaction, today in
            let rules = try transaction.reading.rules(of: code, on: today)
            let activity = rules.activity
            let events = takesBack ? activity.events.filter(\.isVoided) : activity.standing()
            let found = events.filter {
                $0.kind == kind && $0.occurredOn == day
                    && (occurrence == nil || activity.name(of: $0) == occurrence)
            }
            let names = Set(found.map(activity.name)).sorted()
            guard names.count <= 1 else {
                throw RegistryError(
                    .conflict,
                    "\(activity.code) has \(names.count) of '\(kind.rawValue)' on \(day)",
                    hint: "give --occurrence with one of \(names.joined(separator: ", "))")
            }
            guard let event = found.last else {
                let known = events.map { "\($0.kind.rawValue) on \($0.occurredOn)" }
                throw RegistryError(
                    .notFound,
                    "\(activity.code) has no '\(kind.rawValue)' on \(day)"
                        + (takesBack ? " that was voided" : ""),
                    hint: known.isEmpty ? nil : "it has " + known.joined(separator: ", "))
            }
            if takesBack { try ActivityRecordRules(rules).check(event) }
            try transaction.void(event, of: activity.code, takesBack: takesBack)
        }
    }
}

extension Activity {
    /// The name of the occurrence that an event belongs to; `extra` of a record beside them.
    fileprivate func name(of event: ActivityEvent) -> String {
        if event.isExtra { return "extra" }
        return event.occurrence
            ?? ActivityRules(self, on: event.occurredOn).current?.occurrence.name ?? "none"
    }
}

extension ActivityInput {
    /// The record that it makes, and what is wrong with what was typed.
    func event(today: CivilDate) throws -> (ActivityEvent, [Problem]) {
        var event = ActivityEvent(id: ID(0), kind: .done, occurredOn: today, recordedOn: today)
        var problems = form.fill(&event, ActivityEvent.recordFields, isNew: true)
        problems += form.strangers(
            among: ActivityEvent.recordFields, besides: [ActivityEvent.prefix])
        for (name, text) in form.fields(under: ActivityEvent.prefix) {
            let field = ActivityEvent.prefix + name
            event.details[name] =
                try problems.gather { try Form.checked(text, field: field) } ?? text
        }
        event.occurrence = occurrence
        return (event, problems)
    }
}

extension WriteTransaction {
    /// Records an event where nothing is wrong with it.
    func insert(_ event: ActivityEvent, by rules: ActivityRules, besides: [Problem] = []) throws
        -> ID<ActivityEvent>
    {
        var problems = besides
        try problems.gather { try ActivityRecordRules(rules).check(event) }
        try RegistryError.check(problems)
        return try insert(
            event, of: rules.activity.id, rules.activity.code,
            customer: reading.customer(of: event, rules))
    }
}
