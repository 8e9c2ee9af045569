package import AttestryDomain
import GRDB

extension WriteTransaction {
    /// Adds an activity without its cadence; returns its key.
    package func insert(_ activity: Activity) throws -> ID<Activity> {
        try insert(
            "activity",
            ["code": activity.code, "recorded_on": activity.recordedOn] + activity.cells,
            subject: activity.code)
    }

    /// Writes what belongs to the activity itself.
    package func update(_ activity: Activity) throws {
        try update("activity", activity.id, activity.cells, subject: activity.code)
    }

    /// Adds a cadence of an activity, or replaces the one that begins on the same day.
    package func put(_ cadence: ActivityCadence, of activity: ID<Activity>, _ code: Code) throws {
        try put(
            "activity_cadence",
            where: ["activity_id": activity, "from_on": cadence.fromOn, "voided": false],
            cells: Cells(cadence, ActivityCadence.fields.filter { $0.name != "from_on" })
                + ["recorded_on": cadence.recordedOn], subject: code)
    }

    /// Writes whether a cadence stands, and when that was said.
    package func update(_ cadence: ActivityCadence, of code: Code) throws {
        try update(
            "activity_cadence", cadence.id,
            ["voided": cadence.isVoided, "recorded_on": cadence.recordedOn], subject: code)
    }

    /// Records what happened to an activity; `customer` is who makes the occurrence due, where a
    /// customer does.
    package func insert(
        _ event: ActivityEvent, of activity: ID<Activity>, _ code: Code, customer: ID<Customer>?
    ) throws -> ID<ActivityEvent> {
        try insert(
            "activity_event",
            [
                "activity_id": activity, "kind": event.kind.rawValue,
                "occurred_on": event.occurredOn,
                "occurrence": customer == nil ? event.occurrence : nil, "customer_id": customer,
                "result": event.result?.rawValue, "extra": event.isExtra,
                "reference": event.reference,
                "details": JSONValue.object(event.details.mapValues { .string($0) }),
                "due_on": event.dueOn, "approved_by": event.approvedBy, "reason": event.reason,
                "recorded_on": event.recordedOn,
            ], subject: code)
    }

    /// Adds what a record found.
    package func insert(_ finding: ActivityFinding, of record: ID<ActivityEvent>, _ code: Code)
        throws
    {
        try insert(
            "activity_finding",
            ["activity_event_id": record, "recorded_on": finding.recordedOn] + finding.cells,
            subject: code)
    }

    /// Writes when a finding was mended, and whether it stands.
    package func update(_ finding: ActivityFinding, of code: Code) throws {
        try update("activity_finding", finding.id, finding.cells, subject: code)
    }

    /// Marks an event as recorded in error, or as none.
    package func void(_ event: ActivityEvent, of code: Code, takesBack: Bool) throws {
        try update("activity_event", event.id, ["voided": !takesBack], subject: code)
    }
}

extension Activity {
    fileprivate var cells: Cells {
        ["ended_on": endedOn, "voided": isVoided] + Cells(self, Self.fields)
    }
}

extension ActivityFinding {
    fileprivate var cells: Cells {
        ["title": title, "fix_by": fixBy, "closed_on": closedOn, "voided": isVoided]
    }
}
