import AttestryService

/// The kind that a generic import speaks for.
protocol ImportNoun {
    static var kind: ImportKind { get }
    /// What a person should know about the file.
    static var advice: String { get }
}

enum CertificateRows: ImportNoun {
    static let kind = ImportKind.certificate
    static let advice = evidenceAdvice
}

enum ReportRows: ImportNoun {
    static let kind = ImportKind.report
    static let advice = evidenceAdvice
}

private let evidenceAdvice = """
    identifiers.NAME is a column for each identifier of the scheme. A code that
    comes twice, or is in the registry already, gets a further version. What has
    lapsed is welcome. file is the path of its document from the sheet's folder.
    """

enum CustomerRows: ImportNoun {
    static let kind = ImportKind.customer
    static let advice = """
        domains is a list separated by spaces; the marks are yes or no. Contracts
        after the first: 'attestry import contract'.
        """
}

enum ContactRows: ImportNoun {
    static let kind = ImportKind.contact
    static let advice = "Roles: user prospect partner user_auditor regulator practitioner."
}

enum AgreementRows: ImportNoun {
    static let kind = ImportKind.agreement
    static let advice = """
        renewal is fixed, auto or evergreen; without executed_on it is a draft. What
        else happened: 'attestry import agreement-event'. file is the path of its
        document from the sheet's folder.
        """
}

enum DistributionRows: ImportNoun {
    static let kind = ImportKind.distribution
    static let advice = """
        They are recorded without the gate; what it would have refused is listed. A row
        with an outcome comes out of an export and is taken as it stands.
        """
}

enum EventRows: ImportNoun {
    static let kind = ImportKind.event
    static let advice = "What happened to a version: suspended restored withdrawn cancelled."
}

enum MilestoneRows: ImportNoun {
    static let kind = ImportKind.milestone
    static let advice = "Without done_on it is open. file is the path of its document."
}

enum LetterRows: ImportNoun {
    static let kind = ImportKind.letter
    static let advice = "Bridge letters of type 2 reports. file is the path of the letter."
}

enum ContractRows: ImportNoun {
    static let kind = ImportKind.contract
    static let advice = "The spans in which a company was a customer; until may be open."
}

enum AgreementEventRows: ImportNoun {
    static let kind = ImportKind.agreementEvent
    static let advice = """
        kind is drafted, sent, negotiating, executed, declined, terminated, superseded
        (with its successor) or voided; in the order in which it happened.
        """
}

enum AgreementKindRows: ImportNoun {
    static let kind = ImportKind.agreementKind
    static let advice = "One that the program has too is changed."
}

enum ActivityRows: ImportNoun {
    static let kind = ImportKind.activity
    static let advice = """
        record_fields is a list separated by spaces. A cadence beside it is its first;
        others: 'attestry import activity-cadence'.
        """
}

enum ActivityCadenceRows: ImportNoun {
    static let kind = ImportKind.activityCadence
    static let advice = "How often an activity is due from a day on: one of the three ways."
}

enum ActivityEventRows: ImportNoun {
    static let kind = ImportKind.activityEvent
    static let advice = """
        kind is done, opened or waived. details.NAME is a column for each detail of the
        records. Without an occurrence a record is of the period of its day.
        """
}

enum ActivityFindingRows: ImportNoun {
    static let kind = ImportKind.activityFinding
    static let advice = "event is the number of its record among the activity's events."
}

enum ProductRows: ImportNoun {
    static let kind = ImportKind.product
    static let advice = "What evidence covers."
}

enum SchemeRows: ImportNoun {
    static let kind = ImportKind.scheme
    static let advice = "Schemes of your own; their facts come with 'attestry import fact'."
}

enum EditionRows: ImportNoun {
    static let kind = ImportKind.edition
    static let advice = "Editions of your own; their facts come with 'attestry import fact'."
}

enum FactRows: ImportNoun {
    static let kind = ImportKind.fact
    static let advice = "Facts of your own about a scheme, or with edition about an edition."
}

enum LadderRows: ImportNoun {
    static let kind = ImportKind.ladder
    static let advice = """
        scope is any, kind, scheme, evidence, agreement or activity, scope_code which.
        """
}

enum FormerCodeRows: ImportNoun {
    static let kind = ImportKind.formerCode
    static let advice = "Codes by which things went before they were renamed."
}
