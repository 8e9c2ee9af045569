import AttestryDomain
import AttestryStorage

extension RowRules {
    /// Throws what is wrong with a row about an activity; the cells then name it as it goes now,
    /// and the customer that made an occurrence due.
    func checkActivity(_ kind: ImportKind, _ row: ImportRow, _ cells: inout [String: String]) throws
    {
        let rules = try reading.rules(of: row.code("activity"), on: today)
        let activity = rules.activity
        cells["activity"] = activity.code.description
        switch kind {
        case .activityCadence:
            var problems: [Problem] = []
            let form = row.form(without: ["activity", "voided"])
            let cadence = try form.cadence(isNeeded: true, today: today, &problems)
            try RegistryError.check(problems)
            let isKnown = activity.course.contains { $0.cadence.fromOn == cadence?.fromOn }
            guard isKnown else { return }
            throw RegistryError(
                .conflict, "from_on: \(activity.code) has a cadence from that day already",
                hint: "leave the row out", field: "from_on")
        case .activityEvent:
            let event = try row.activityEvent(today: today)
            try ActivityRecordRules(rules).check(event)
            if try reading.customer(of: event, rules) != nil {
                cells["customer"] = cells["occurrence"] ?? cells["customer"]
                cells["occurrence"] = nil
            }
        default:
            let number = try Int(number: row.needed("event"), field: "event")
            guard activity.events.indices.contains(number - 1) else {
                throw RegistryError(
                    .notFound, "event: \(activity.code) has no event \(number)",
                    hint: "attestry export activity-event numbers them", field: "event")
            }
            try RegistryError.check(
                ActivityRecordRules.problems(
                    of: row.day("fix_by"), foundOn: activity.events[number - 1].occurredOn))
        }
    }
}

extension ImportRow {
    /// What the row says that happened to an activity.
    fileprivate func activityEvent(today: CivilDate) throws -> ActivityEvent {
        let kind = try ActivityEvent.Kind(needed("kind"), field: "kind")
        var event = ActivityEvent(
            id: ID(0), kind: kind, occurredOn: try day("occurred_on"), recordedOn: today)
        event.occurrence = self["occurrence"] ?? self["customer"]
        event.result = try self["result"].map { try ActivityEvent.Result($0, field: "result") }
        event.isExtra = try self["extra"].map { try Bool(word: $0, field: "extra") } ?? false
        event.reference = self["reference"]
        event.details = form().fields(under: ActivityEvent.prefix)
        event.dueOn = try self["due_on"].map { try CivilDate($0, field: "due_on") }
        event.approvedBy = self["approved_by"]
        let needed: [(kind: ActivityEvent.Kind, column: String)] = [
            (.done, "result"), (.opened, "occurrence"), (.opened, "due_on"),
            (.waived, "occurrence"), (.waived, "approved_by"), (.waived, "reason"),
        ]
        try RegistryError.check(
            needed.filter { $0.kind == kind && self[$0.column] == nil }.map {
                .missing($0.column, "what was \(kind.rawValue) has it", hint: "fill the column in")
            })
        return event
    }
}
