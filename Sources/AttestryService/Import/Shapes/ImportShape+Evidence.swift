import AttestryDomain
import AttestryStorage

extension ImportShape {
    static let certificate = version(
        of: .certificate, .certificate,
        sample: """
            code = iso27001
            scheme = iso27001
            edition = 2022
            number = IS 12345
            issuer = Example Certification B.V.
            issued_on = 2025-03-01
            expires_on = 2028-02-29
            covers = cloud
            owner = security@example.com
            """)

    static let report = version(
        of: .report, .report,
        sample: """
            code = soc2
            scheme = soc2-type2
            auditor = Example CPA
            period_start = 2025-01-01
            period_end = 2025-12-31
            issued_on = 2026-02-10
            opinion = unqualified
            criteria = security availability
            covers = cloud
            """)

    static let event = ImportShape(
        portable: .event, filledIn: .needed("evidence", "kind", "occurred_on"),
        sample: """
            evidence = iso27001
            version = 1
            kind = suspended
            occurred_on = 2026-05-04
            reason = the audit was late
            """,
        key: always("evidence", "version", "kind", "occurred_on"),
        find: { try $0.event($1) }, told: .marked("voided"))

    static let milestone = ImportShape(
        portable: .milestone, filledIn: .needed("evidence", "kind", "due_on"),
        sample: """
            evidence = iso27001
            version = 1
            kind = surveillance
            due_on = 2026-02-28
            done_on = 2026-02-10
            """,
        key: always("evidence", "version", "kind", "due_on"),
        find: { try $0.milestone($1) }, told: .marked("voided"))

    static let letter = ImportShape(
        portable: .letter,
        filledIn: .needed("evidence", "from_on", "to_on", "signed_on", "signer"),
        sample: """
            evidence = soc2
            version = 1
            from_on = 2026-01-01
            to_on = 2026-03-31
            signed_on = 2026-04-02
            signer = J. Doe, CISO
            """,
        key: always("evidence", "version", "to_on", "signed_on"),
        find: { try $0.letter($1) }, told: .marked("voided"))

    static let distribution = ImportShape(
        portable: .distribution, filledIn: .of(PastRelease.fields),
        sample: """
            evidence = soc2
            customer = acme
            contact = j.doe@acme.example
            released_on = 2026-02-15
            channel = email
            purpose = vendor review
            basis = runs their vendor reviews
            """,
        key: { row in row["copy_id"].map { _ in ["copy_id"] } },
        find: { finder, row in
            try row["copy_id"].flatMap { try finder.reading.rows(ofCopies: [$0]).first }
                .map { try finder.release($0) }
        },
        listed: names(DistributionDocument.columns), told: .saying("outcome"))

    private static func version(of noun: Scheme.Noun, _ kind: ImportKind, sample: String) -> Self {
        ImportShape(
            portable: noun == .report ? .report : .certificate,
            filledIn: [ImportKind.Column(name: "code")] + .of(Evidence.newFields)
                + .of(VersionContent.fields(of: noun)),
            sample: sample,
            key: { row in ["code", row["version"] == nil ? "issued_on" : "version"] },
            find: { try $0.version($1, as: kind) },
            listed: names(EvidenceDocument.columns(of: noun)),
            coded: .evidence, told: .marked("voided"))
    }
}
