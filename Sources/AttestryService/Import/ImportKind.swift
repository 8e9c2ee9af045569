package import AttestryDomain

/// The nouns that a CSV file may hold.
package enum ImportKind: String, Sendable, CaseIterable {
    case certificate, report, customer, contact, agreement, distribution

    /// A column that a file may have.
    package struct Column: Sendable {
        /// What stands in its cells.
        enum Content: Sendable {
            case text, flag, day
            /// A code of the catalogue, which is written in any case.
            case name
            case words([String])
        }

        package let name: String
        /// Whether every row has to fill it in.
        package let isNeeded: Bool
        let content: Content
        /// What the command line calls it, without dashes.
        let option: String?

        init(
            name: String, isNeeded: Bool = false, _ content: Content = .text, option: String? = nil
        ) {
            self.name = name
            self.isNeeded = isNeeded
            self.content = content
            self.option = option
        }

        init<Noun>(_ field: Field<Noun>) {
            name = field.name
            isNeeded = field.needed != nil
            option = field.option
            content =
                switch (field.entry, field.offer) {
                case (.flag, _): .flag
                case (.text, .words(let words)): .words(words)
                case (.text, .scheme): .name
                default: field.isDay ? .day : .text
                }
        }
    }

    /// The columns that a file may have.
    package var columns: [Column] {
        switch self {
        case .certificate, .report:
            [Column(name: "code", isNeeded: true)] + columns(Evidence.newFields)
                + columns(VersionContent.fields(of: evidence ?? .certificate))
        case .customer:
            [Column(name: "code", isNeeded: true)] + columns(Customer.fields)
                + columns(ContractInput.fields)
        case .contact: [Column(name: "customer", isNeeded: true)] + columns(Contact.fields)
        case .agreement:
            [
                Column(name: "customer", isNeeded: true),
                Column(name: "kind", isNeeded: true, .name), Column(name: "code"),
            ]
                + columns(AgreementTerms.fields) + columns(AgreementStart.fields)
        case .distribution: columns(PastRelease.fields)
        }
    }

    private func columns<Noun>(_ fields: [Field<Noun>]) -> [Column] {
        fields.map { Column($0) }
    }

    /// The columns with the names that are taken for them.
    var known: KnownColumns {
        KnownColumns(columns, prefix: evidence == nil ? nil : VersionContent.identifierPrefix)
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
    /// What a person should know of how the file was read.
    package var notes: [String] = []
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
