package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records an activity with its cadence. The form holds the fields of both. Throws all that is
    /// wrong with it.
    package func addActivity(_ code: Code, _ form: Form, author: Author) throws {
        try write("activity.add", author) { transaction, today in
            try transaction.addActivity(code, form, needsCadence: true, today: today)
        }
    }

    /// Changes what is known of an activity; a cadence counts from its first day on.
    package func editActivity(_ code: Code, _ form: Form, author: Author) throws {
        try write("activity.edit", author) { transaction, today in
            guard try transaction.editActivity(code, form, today: today) else {
                throw RegistryError.nothingToChange
            }
        }
    }

    /// Records the last day on which an activity is expected; nil takes that back.
    package func endActivity(_ code: Code, on day: CivilDate?, author: Author) throws {
        try write(day == nil ? "activity.unend" : "activity.end", author) { transaction, _ in
            var activity = try transaction.reading.activity(code)
            guard activity.endedOn != day else {
                throw RegistryError(
                    .conflict,
                    day.map { "\(activity.code) ended on \($0) already" }
                        ?? "\(activity.code) has not ended",
                    hint: "attestry activity show \(activity.code) says how it stands")
            }
            activity.endedOn = day
            try transaction.update(activity)
        }
    }

    /// Marks the cadence that counts from a day as recorded in error, or takes that back: the one
    /// before it counts on. Throws `notFound` with those that there are.
    package func voidCadence(
        from day: CivilDate, of code: Code, takesBack: Bool = false, author: Author
    ) throws {
        let verb = takesBack ? "activity.unvoid-cadence" : "activity.void-cadence"
        try write(verb, author) { transaction, today in
            let activity = try transaction.reading.activity(code)
            let standing = activity.course.map(\.cadence)
            let found = takesBack ? activity.cadences.filter(\.isVoided) : standing
            guard var cadence = found.last(where: { $0.fromOn == day }) else {
                let known = found.map { "\($0.fromOn) (\($0.description))" }
                let what = takesBack ? "voided cadence" : "cadence"
                throw RegistryError(
                    .notFound, "\(activity.code) has no \(what) from \(day)",
                    hint: known.isEmpty ? nil : "from " + known.joined(separator: ", "),
                    field: "from")
            }
            if takesBack, let other = standing.first(where: { $0.fromOn == day }) {
                throw RegistryError(
                    .conflict,
                    "\(activity.code) has a cadence from \(day) already: \(other.description)",
                    hint: "attestry activity void-cadence \(activity.code) --from \(day) "
                        + "--reason TEXT takes that one back", field: "from")
            }
            guard takesBack || standing.count > 1 else {
                throw RegistryError(
                    .conflict, "\(activity.code) has no other cadence than that from \(day)",
                    hint: "attestry activity edit \(activity.code) --each PERIOD --from \(day) "
                        + "corrects it, attestry activity void \(activity.code) --reason TEXT "
                        + "takes back the activity", field: "from")
            }
            cadence.isVoided = !takesBack
            cadence.recordedOn = today
            try transaction.update(cadence, of: activity.code)
        }
    }

    /// Marks an activity as recorded in error, or takes that back.
    package func voidActivity(_ code: Code, takesBack: Bool, author: Author) throws {
        try write(takesBack ? "activity.unvoid" : "activity.void", author) { transaction, _ in
            var activity = try transaction.reading.activity(code)
            guard activity.isVoided == takesBack else {
                throw RegistryError(
                    .conflict,
                    "\(activity.code) is \(takesBack ? "not voided" : "voided already")")
            }
            activity.isVoided = !takesBack
            try transaction.update(activity)
        }
    }
}

extension WriteTransaction {
    /// Records an activity; without a cadence where none is needed and none is given.
    func addActivity(_ code: Code, _ form: Form, needsCadence: Bool, today: CivilDate) throws {
        var activity = Activity(id: ID(0), code: code, recordedOn: today)
        var problems = form.fill(&activity, Activity.fields, isNew: true)
        try problems.gather { try reading.refuseTaken(code, .activity) }
        let cadence = try form.cadence(isNeeded: needsCadence, today: today, &problems)
        problems += form.strangers(
            among: Activity.fields, besides: ActivityCadence.fields.map(\.name) + ["ended_on"])
        try problems.gather {
            activity.endedOn = try form["ended_on"].map { try CivilDate($0, field: "ended_on") }
        }
        try RegistryError.check(problems)
        let key = try insert(activity)
        if let cadence { try put(cadence, of: key, code) }
    }

    /// Changes an activity; returns whether that changed anything.
    func editActivity(_ code: Code, _ form: Form, today: CivilDate) throws -> Bool {
        let before = try reading.activity(code)
        var activity = before
        var problems = form.fill(&activity, Activity.fields, isNew: false)
        let cadence = try form.cadence(isNeeded: false, today: today, &problems)
        problems += form.strangers(
            among: Activity.fields, besides: ActivityCadence.fields.map(\.name))
        try RegistryError.check(problems)
        if activity != before { try update(activity) }
        let isSaid = cadence.map { new in before.course.contains { $0.cadence.says(new) } } ?? true
        if let cadence, !isSaid { try put(cadence, of: activity.id, activity.code) }
        return activity != before || !isSaid
    }
}

extension ActivityCadence {
    /// Whether it says the same as another one.
    func says(_ other: ActivityCadence) -> Bool {
        Self.fields.allSatisfy { $0.value(self) == $0.value(other) }
    }
}

extension Form {
    /// The cadence that was typed; nil where none was.
    func cadence(isNeeded: Bool, today: CivilDate, _ problems: inout [Problem]) throws
        -> ActivityCadence?
    {
        guard isNeeded || ActivityCadence.fields.contains(where: { self[$0.name] != nil }) else {
            return nil
        }
        var cadence = ActivityCadence(id: ID(0), recordedOn: today)
        let wrong = fill(&cadence, ActivityCadence.fields, isNew: true)
        let said = Set(wrong.compactMap(\.field))
        problems += wrong + cadence.problems.filter { !said.contains($0.field ?? "") }
        return cadence
    }
}
