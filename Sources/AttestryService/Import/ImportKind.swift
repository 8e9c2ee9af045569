package import AttestryDomain

/// The nouns that a CSV file may hold.
package enum ImportKind: String, Sendable, CaseIterable {
    case certificate, report, customer, contact, agreement, distribution

    /// A column that a file may have.
    package struct Column: Sendable {
        package let name: String
        /// Whether every row has to fill it in.
        package let isNeeded: Bool

        init(_ name: String, isNeeded: Bool = false) {
            self.name = name
            self.isNeeded = isNeeded
        }

        init<Noun>(_ field: Field<Noun>) {
            self.init(field.name, isNeeded: field.needed != nil)
        }
    }

    /// The columns that a file may have.
    package var columns: [Column] {
        switch self {
        case .certificate: evidenceColumns(.certificate)
        case .report: evidenceColumns(.report)
        case .customer:
            [Column("code", isNeeded: true)] + Customer.fields.map { Column($0) }
                + ContractInput.fields.map { Column($0) }
        case .contact:
            [Column("customer", isNeeded: true)] + Contact.fields.map { Column($0) }
        case .agreement:
            [
                Column("customer", isNeeded: true), Column("kind", isNeeded: true), Column("code"),
            ] + AgreementTerms.fields.map { Column($0) } + AgreementStart.fields.map { Column($0) }
        case .distribution: PastRelease.fields.map { Column($0) }
        }
    }

    /// The noun of the evidence that a file holds; nil for other nouns.
    package var evidence: Scheme.Noun? {
        switch self {
        case .certificate: .certificate
        case .report: .report
        case .customer, .contact, .agreement, .distribution: nil
        }
    }

    private func evidenceColumns(_ noun: Scheme.Noun) -> [Column] {
        [Column("code", isNeeded: true)] + EvidenceContent.newFields.map { Column($0) }
            + VersionContent.fields(of: noun).map { Column($0) }
    }
}

/// What an import came to.
package struct ImportReport: Sendable {
    package let kind: ImportKind
    /// How many rows were recorded.
    package var rows = 0
    /// How many of them were the first of a code that the registry did not have.
    package var new = 0
    /// How many dates lie so far back that no alert will be raised for them (`rules.md` §7).
    package var neverRaised = 0
    /// How many rows the gate would have refused.
    package var wouldRefuse = 0
    /// What is odd but was taken, with its line.
    package var doubts: [String] = []
    /// Whether it was only tried.
    package let isDryRun: Bool

    /// The columns of a report.
    package static let columns: [Column<ImportReport>] = [
        Column("rows") { $0.rows }, Column("new") { $0.new },
        Column("never_raised") { $0.neverRaised }, Column("would_refuse") { $0.wouldRefuse },
        Column("dry_run") { $0.isDryRun }, Column("kind", .documentOnly) { $0.kind.rawValue },
        Column("doubts", .documentOnly) { $0.doubts },
    ]
}

/// Everything that is wrong with a file: the import is all or nothing.
package struct ImportRefusal: Error, Sendable {
    /// One sentence a bad field, with line and column, in the order of the lines.
    package let problems: [String]
}
