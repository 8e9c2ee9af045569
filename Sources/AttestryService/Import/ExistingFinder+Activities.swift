import AttestryDomain
import AttestryStorage

extension ExistingFinder {
    func activity(_ row: ImportRow) throws -> ExistingThing? {
        let code = try reading.current(row.code("code"), of: .activity)
        guard try reading.has(code, .activity) else { return nil }
        let before = try reading.activity(code)
        var thing = ExistingThing(
            name: code.description,
            fixed: [
                row.fixedVoid(
                    before.isVoided, "attestry activity void \(code) --reason TEXT says so")
            ])
        guard !before.isVoided else { return thing }
        thing.cells = {
            let activity = try reading.activity(code)
            return Activity.fields.cells(of: activity) + [("ended_on", activity.endedOn.json)]
                + (activity.course.last.map { ActivityCadence.fields.cells(of: $0.cadence) } ?? [])
        }
        thing.edit = {
            let form = row.form(without: ["code", "voided", "ended_on"])
            _ = try transaction.editActivity(code, form, today: today)
            var activity = try reading.activity(code)
            if row["ended_on"] != nil, activity.endedOn != (try row.day("ended_on")) {
                activity.endedOn = try row.day("ended_on")
                try transaction.update(activity)
            }
            return []
        }
        return thing
    }

    func activityCadence(_ row: ImportRow) throws -> ExistingThing? {
        let code = try reading.activity(row.code("activity")).code
        return try span(
            row, (column: "from_on", word: "from"), of: code, \.fromOn, \.isVoided
        ) {
            try reading.activity(code).cadences
        } cells: {
            ActivityCadence.fields.cells(of: $0)
        } edit: { _ in
            let form = row.form(without: ["activity", "voided"])
            _ = try transaction.editActivity(code, form, today: today)
        }
    }

    /// The event of the row's number; a row without one always tells of another.
    func activityEvent(_ row: ImportRow) throws -> ExistingThing? {
        let activity = try reading.activity(row.code("activity"))
        guard let event = event(row, of: activity) else { return nil }
        let hint =
            "attestry activity void-event \(activity.code) \(event.kind.rawValue) "
            + "--on \(event.occurredOn) --reason TEXT, then record it anew"
        return ExistingThing(
            name: "\(activity.code) event \(row["event"] ?? "")",
            fixed: [
                ("kind", event.kind.rawValue, hint),
                ("occurred_on", event.occurredOn.description, hint),
                ("occurrence", event.occurrence, hint), ("customer", event.occurrence, hint),
                ("result", event.result?.rawValue, hint), ("reference", event.reference, hint),
                ("due_on", event.dueOn?.description, hint),
                ("approved_by", event.approvedBy, hint), ("reason", event.reason, hint),
                row.fixedVoid(event.isVoided, hint),
            ]
                + event.details.sorted { $0.key < $1.key }.map {
                    (ActivityEvent.prefix + $0.key, $0.value, hint)
                })
    }

    func activityFinding(_ row: ImportRow) throws -> ExistingThing? {
        let activity = try reading.activity(row.code("activity"))
        let title = try row.needed("title")
        let finding = event(row, of: activity)?.findings.last {
            $0.title == title && $0.isVoided == row.isVoided
        }
        guard let finding else { return nil }
        return ExistingThing(
            name: "\(activity.code) finding \(finding.id.rawValue)",
            fixed: [
                (
                    "fix_by", finding.fixBy.description,
                    "attestry activity show \(activity.code) has its findings"
                ),
                (
                    "closed_on", finding.closedOn?.description,
                    "attestry activity close-finding \(activity.code) \(finding.id.rawValue) "
                        + "--on DATE says that it is mended"
                ),
            ])
    }

    private func event(_ row: ImportRow, of activity: Activity) -> ActivityEvent? {
        guard let number = row["event"].flatMap({ Int($0) }),
            activity.events.indices.contains(number - 1)
        else { return nil }
        return activity.events[number - 1]
    }
}

extension ExistingFinder {
    func publication(_ row: ImportRow) throws -> ExistingThing? {
        let (thing, code) = try row.published()
        guard let found = try reading.publication(thing, code) else { return nil }
        var existing = ExistingThing(
            name: "\(found.code)",
            fixed: [
                (
                    "hidden", found.isHidden ? "yes" : "no",
                    "attestry page hide \(found.code), or attestry page publish \(found.code)"
                )
            ])
        existing.cells = {
            try reading.publication(thing, code).map { Publication.fields.cells(of: $0) } ?? []
        }
        existing.edit = {
            guard !found.isHidden else { return [] }
            let form = row.form(without: ["evidence", "activity", "hidden"])
            _ = try transaction.publish(thing, code, form, today: today)
            return []
        }
        return existing
    }
}

extension ImportRow {
    /// What the row says of what is published. Throws `invalid` where it names nothing, or both.
    func published() throws -> (Publication.Thing, Code) {
        let named = Publication.Thing.allCases.filter { self[$0.rawValue] != nil }
        guard named.count == 1 else {
            throw RegistryError(
                .invalid, "evidence: a row names one evidence or one activity",
                hint: "fill in one of the columns evidence and activity", field: "evidence")
        }
        return (named[0], try code(named[0].rawValue))
    }
}
