package import AttestryDomain

extension ActivityDocument {
    /// The columns of a list and of a show.
    package static let columns: [Column<ActivityDocument>] =
        [
            Column("code") { $0.activity.code },
            Column("title", .ifThereIsRoom) { $0.activity.title },
            Column("state") { $0.verdict.state }.inside("verdict").toned { $0.verdict.state.tone },
            Column("since", .ifThereIsRoom) { $0.verdict.since }.inside("verdict"),
            Column("reasons", .jsonOnly) { $0.verdict.reasons }.inside("verdict"),
            Column("cadence", .ifThereIsRoom) { $0.activity.cadence(on: $0.day)?.description },
            Column("kept") { $0.verdict.isKept }, Column("next") { $0.next?.name },
            Column("due_on") { $0.next?.dueOn },
            Column("open_findings", .fileOnly) { $0.openFindings.count },
            Column("ended_on", .fileOnly) { $0.activity.endedOn },
        ] + fields + details

    private static let fields = Activity.fields.filter { $0.name != "title" }.map { field in
        Column(field, field.name == "owner" ? .ifThereIsRoom : .fileOnly) {
            (document: ActivityDocument) in document.activity
        }
    }

    private static let details: [Column<ActivityDocument>] = [
        Column("as_of", .documentOnly) { $0.day },
        Column("cadences", .documentOnly) { document in
            document.activity.course.map { cadence, _ in
                JSONValue(cadence, ActivityCadence.fields.map { Column($0) { $0 } })
            }
        },
        Column("occurrences", .documentOnly) { document in
            document.occurrences.map { JSONValue($0, SampledOccurrence.columns) }
        },
        Column("extra_records", .documentOnly) { document in
            document.activity.events.filter(\.isExtra).map { JSONValue($0, ActivityEvent.columns) }
        },
    ]
}

extension SampledOccurrence {
    /// The columns of an auditor's sample.
    package static let columns = own + record + waiver

    private static let own: [Column<SampledOccurrence>] = [
        Column("activity") { $0.activity },
        Column("occurrence") { $0.standing.occurrence.name }.naming,
        Column("state") { $0.standing.state }.toned { $0.standing.state.tone },
        Column("starts_on", .fileOnly) { $0.standing.occurrence.startsOn },
        Column("due_on") { $0.standing.occurrence.dueOn },
        Column("done_on") { $0.standing.doneOn },
        Column("days_late") { $0.standing.daysLate },
    ]

    private static let record = ActivityEvent.columns.filter { $0.name != "occurred_on" }.map {
        column in
        Column<SampledOccurrence>(column.name, column.place) {
            $0.standing.record.map(column.value) ?? .null
        }
    }

    private static let waiver: [Column<SampledOccurrence>] = [
        Column("waived_by", .fileOnly) { $0.standing.waiver?.approvedBy },
        Column("waived_because", .fileOnly) { $0.standing.waiver?.reason },
    ]
}

extension ActivityEvent {
    /// The columns of a record.
    static let columns: [Column<ActivityEvent>] = [
        Column("occurred_on") { $0.occurredOn }, Column("result") { $0.result },
        Column("reference", .ifThereIsRoom) { $0.reference },
        Column("details", .fileOnly) { $0.details },
        Column("document", .fileOnly) { $0.document?.name },
        Column("sha256", .fileOnly) { $0.document?.sha256 },
        Column("findings", .fileOnly) { $0.findings.filter { !$0.isVoided } },
    ]
}

extension ActivityFinding: JSONConvertible {
    package var json: JSONValue {
        [
            "finding": id.json, "title": title.json, "fix_by": fixBy.json,
            "closed_on": closedOn.json,
        ]
    }
}

extension ActivityVerdict.Reason: JSONConvertible {
    package var json: JSONValue { ["rule": rule.json, "on": on.json, "fact": fact.json] }
}
