package import AttestryDomain

/// The nouns that a CSV file may hold.
package enum ImportKind: String, Sendable, CaseIterable {
    case certificate, report, customer, contact, agreement, distribution

    /// A column that a file may have, and whether every row has to fill it in.
    package typealias Column = (name: String, isNeeded: Bool)

    /// The columns that a file may have.
    package var columns: [Column] {
        switch self {
        case .certificate, .report:
            [("code", true)] + columns(Evidence.newFields)
                + columns(VersionContent.fields(of: evidence ?? .certificate))
        case .customer:
            [("code", true)] + columns(Customer.fields) + columns(ContractInput.fields)
        case .contact: [("customer", true)] + columns(Contact.fields)
        case .agreement:
            [("customer", true), ("kind", true), ("code", false)]
                + columns(AgreementTerms.fields) + columns(AgreementStart.fields)
        case .distribution: columns(PastRelease.fields)
        }
    }

    private func columns<Noun>(_ fields: [Field<Noun>]) -> [Column] {
        fields.map { ($0.name, $0.needed != nil) }
    }

    /// The noun of the evidence that a file holds; nil for other nouns.
    package var evidence: Scheme.Noun? {
        Scheme.Noun(rawValue: rawValue)
    }
}

/// What an import came to.
package struct ImportReport: Sendable {
    package let kind: ImportKind
    /// How many rows were recorded.
    package var rows = 0
    /// How many of them were the first of a code that the registry did not have.
    package var new = 0
    /// How many old troubles it holds, which the next run of the alerts says once (`rules.md` §7).
    package var old = 0
    /// How many rows the gate would have refused.
    package var wouldRefuse = 0
    /// What is odd but was taken, with its line.
    package var doubts: [String] = []
    /// Whether it was only tried.
    package let isDryRun: Bool

    /// The columns of a report.
    package static let columns: [Column<ImportReport>] = [
        Column("rows") { $0.rows }, Column("new") { $0.new },
        Column("old") { $0.old }, Column("would_refuse") { $0.wouldRefuse },
        Column("dry_run") { $0.isDryRun }, Column("kind", .documentOnly) { $0.kind.rawValue },
        Column("doubts", .documentOnly) { $0.doubts },
    ]
}

/// Everything that is wrong with a file: the import is all or nothing.
package struct ImportRefusal: Error, Sendable {
    /// One sentence a bad field, with line and column, in the order of the lines.
    package let problems: [String]
}
