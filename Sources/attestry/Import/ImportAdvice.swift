import AttestryService

/// What a person should know about the files of a kind.
struct ImportAdvice {
    let kind: ImportKind
    let text: String

    private init(_ kind: ImportKind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    /// The kinds in the order in which help names them.
    static let all = [
        ImportAdvice(.certificate, evidence),
        ImportAdvice(.report, evidence),
        ImportAdvice(
            .customer,
            """
            A row without a code is the customer of its name, or gets a code made from
            it. ref is SYSTEM=ID, several with ; between, or ref.SYSTEM a column for each.
            domains is a list separated by spaces; the marks are yes or no. Contracts
            after the first: 'attestry import contract'.
            """),
        ImportAdvice(
            .contact,
            """
            customer is a code, a name, a domain or a ref, here as everywhere. Roles: user
            prospect partner user_auditor regulator practitioner.
            """),
        ImportAdvice(
            .agreement,
            """
            Without a code it is CUSTOMER-KIND. ref is SYSTEM=ID, or ref.SYSTEM a column.
            renewal is fixed, auto or evergreen; without executed_on it is a draft. What
            else happened: 'attestry import agreement-event'. file is the path of its
            document from the sheet's folder.
            """),
        ImportAdvice(
            .distribution,
            """
            They are recorded without the gate; what it would have refused is listed. A row
            with an outcome comes out of an export and is taken as it stands.
            """),
        ImportAdvice(
            .event,
            "What happened to a version: suspended restored withdrawn cancelled."),
        ImportAdvice(.milestone, "Without done_on it is open. file is the path of its document."),
        ImportAdvice(.letter, "Bridge letters of type 2 reports. file is the path of the letter."),
        ImportAdvice(.contract, "The spans in which a company was a customer; until may be open."),
        ImportAdvice(
            .agreementEvent,
            """
            kind is drafted, sent, negotiating, executed, declined, terminated, superseded
            (with its successor) or voided; in the order in which it happened.
            """),
        ImportAdvice(.agreementKind, "One that the program has too is changed."),
        ImportAdvice(
            .activity,
            """
            record_fields is a list separated by spaces. A cadence beside it is its first;
            others: 'attestry import activity-cadence'.
            """),
        ImportAdvice(
            .activityCadence,
            "How often an activity is due from a day on: one of the three ways."),
        ImportAdvice(
            .activityEvent,
            """
            kind is done, opened or waived. details.NAME is a column for each detail of the
            records. Without an occurrence a record is of the period of its day.
            """),
        ImportAdvice(
            .activityFinding,
            "event is the number of its record among the activity's events."),
        ImportAdvice(
            .publication,
            "What the page shows: evidence or activity is its code. document is yes or no."),
        ImportAdvice(.product, "What evidence covers. Without a code it is made from the name."),
        ImportAdvice(
            .scheme,
            "Schemes of your own; their facts come with 'attestry import fact'."),
        ImportAdvice(
            .edition,
            "Editions of your own; their facts come with 'attestry import fact'."),
        ImportAdvice(.fact, "Facts of your own about a scheme, or with edition about an edition."),
        ImportAdvice(
            .ladder,
            """
            scope is any, kind, scheme, evidence, agreement or activity, scope_code which.
            """),
        ImportAdvice(.formerCode, "Codes by which things went before they were renamed."),
    ]

    private static let evidence = """
        identifiers.NAME is a column for each identifier of the scheme. A code that
        comes twice, or is in the registry already, gets a further version; so does a
        row without a code of the same scheme and title. parent is a code or a title,
        ref SYSTEM=ID, or ref.SYSTEM a column for each system. What has
        lapsed is welcome. file is the path of its document from the sheet's folder.
        """
}
