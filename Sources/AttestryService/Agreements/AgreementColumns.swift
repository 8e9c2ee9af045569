package import AttestryDomain

extension AgreementDocument {
    /// The columns of a list and of a show.
    package static let columns = summary + details

    /// The columns without what happened to it and its document.
    static let summary: [Column<AgreementDocument>] =
        [
            Column("code") { $0.agreement.code },
            Column("customer", .ifThereIsRoom) { $0.agreement.customer },
            Column("kind") { $0.agreement.kind.code }, Column("state") { $0.standing.state },
            Column("since", .ifThereIsRoom) { $0.standing.since },
            Column("term_end") { $0.standing.termEnd },
            Column("notice_deadline") { $0.standing.noticeDeadline },
            Column("flags", .ifThereIsRoom) { $0.standing.sortedFlags },
        ] + terms + outcome

    /// The columns of a list of who is still on another template.
    package static let paperColumns: [Column<AgreementDocument>] = [
        Column("customer") { $0.agreement.customer }, Column("code") { $0.agreement.code },
        Column("template") { $0.agreement.template }, Column("state") { $0.standing.state },
        Column("effective_on") { $0.agreement.effectiveOn },
        Column("term_end") { $0.standing.termEnd },
    ]

    private static let terms: [Column<AgreementDocument>] = [
        Column("template", .fileOnly) { $0.agreement.template },
        Column("ref", .fileOnly) { $0.terms.refs },
        Column("in_force", .fileOnly) { $0.standing.isInForce },
        Column("executed_on", .fileOnly) { $0.agreement.executedOn },
        Column("signed_by", .fileOnly) { $0.agreement.first(.executed)?.party },
        Column("effective_on", .fileOnly) { $0.agreement.effectiveOn },
        Column("renewal", .fileOnly) { $0.terms.renewal },
        Column("ends_on", .fileOnly) { $0.terms.endsOn },
        Column("initial_term_months", .fileOnly) { $0.terms.initialTermMonths },
        Column("term_months", .fileOnly) { $0.terms.termMonths },
        Column("notice_days", .fileOnly) { $0.terms.noticeDays },
        Column("notice_months", .fileOnly) { $0.terms.noticeMonths },
        Column("term_start", .fileOnly) { $0.standing.termStart },
        Column("survival_basis", .fileOnly) { $0.terms.survivalBasis },
        Column("survival_months", .fileOnly) { $0.terms.survivalMonths },
    ]

    private static let outcome: [Column<AgreementDocument>] = [
        Column("survival_until", .fileOnly) { $0.standing.survivalUntil },
        Column("retain_until", .fileOnly) { $0.standing.retainUntil },
        Column("counts_as_nda", .fileOnly) { $0.agreement.kind.countsAsNDA },
        Column("ended_on", .documentOnly) { $0.standing.endedOn },
        Column("survives_indefinitely", .documentOnly) { $0.standing.survivesIndefinitely },
        Column("retained_indefinitely", .documentOnly) { $0.standing.isRetainedIndefinitely },
    ]

    private static let details: [Column<AgreementDocument>] = [
        Column("as_of", .documentOnly) { $0.day },
        Column("document", .documentOnly) { document in
            document.document.map { ["name": $0.name, "sha256": $0.sha256] }
        },
        Column("events", .documentOnly) { .array($0.agreement.events.map(\.document)) },
    ]

    private var terms: AgreementTerms { agreement.terms }
}

extension AgreementEvent {
    fileprivate var document: JSONValue {
        json.adding(["successor": successor.json, "party": party.json])
    }
}

extension AgreementKind {
    /// The columns of a list.
    package static let columns: [Column<AgreementKind>] =
        [Column("code") { $0.code }] + fields.map { Column($0, .always) { $0 } }
        + [Column("origin", .ifThereIsRoom) { $0.origin }]
}
