import AttestryDomain
import AttestryStorage

extension ImportShape {
    static let activity = ImportShape(
        portable: .activity,
        filledIn: .needed("code") + .of(Activity.fields)
            + [ImportKind.Column].of(ActivityCadence.fields).map(\.optional),
        sample: """
            code = dr-test
            title = Disaster-recovery test
            from_on = 2026-01-01
            each_period = quarter
            owner = operations@example.com
            """,
        key: always("code"), find: { try $0.activity($1) },
        listed: names(ActivityDocument.columns), told: .marked("voided"))

    static let activityCadence = ImportShape(
        portable: .activityCadence,
        filledIn: .needed("activity") + .of(ActivityCadence.fields),
        sample: """
            activity = dr-test
            from_on = 2027-01-01
            each_period = year
            """,
        key: always("activity", "from_on"), find: { try $0.activityCadence($1) },
        told: .marked("voided"))

    static let activityEvent = ImportShape(
        portable: .activityEvent, filledIn: .needed("activity", "kind", "occurred_on"),
        sample: """
            activity = dr-test
            kind = done
            occurred_on = 2026-02-20
            result = partial
            reference = OPS-77
            """,
        key: { row in row["event"].map { _ in ["activity", "event"] } },
        find: { try $0.activityEvent($1) }, told: .marked("voided"))

    static let activityFinding = ImportShape(
        portable: .activityFinding, filledIn: .needed("activity", "event", "title", "fix_by"),
        sample: """
            activity = dr-test
            event = 1
            title = the restore took too long
            fix_by = 2026-04-30
            closed_on = 2026-04-12
            """,
        key: always("activity", "event", "title"), find: { try $0.activityFinding($1) },
        told: .marked("voided"))

    static let publication = ImportShape(
        portable: .publication,
        filledIn: [.told("evidence"), .told("activity")] + .of(Publication.fields),
        sample: """
            evidence = iso27001
            section = Certificates
            text = The certificate covers all of our hosting.
            """,
        key: { row in [row["evidence"] == nil ? "activity" : "evidence"] },
        find: { try $0.publication($1) },
        listed: names(PublishedThing.columns), told: .marked("hidden"))
}
