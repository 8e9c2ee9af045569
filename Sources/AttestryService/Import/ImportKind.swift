package import AttestryDomain
import AttestryStorage

/// The kinds of rows that a file may hold, each after those that it may name.
package enum ImportKind: String, Sendable, CaseIterable {
    case product, scheme, edition, fact, report, certificate, event, milestone, letter, customer,
        contract, contact
    case agreementKind = "agreement-kind"
    case agreement
    case agreementEvent = "agreement-event"
    case distribution
    case formerCode = "former-code"
    case ladder

    /// A column that a file may have, and whether every row has to fill it in.
    package typealias Column = (name: String, isNeeded: Bool)

    /// The columns that a file may have: those that a person fills in, then those that only an
    /// export has.
    package var columns: [Column] {
        let own = ownColumns
        let known = Set(own.map(\.name))
        return own + portable.names.filter { !known.contains($0) }.map { ($0, false) }
            + (portable.hasDocument ? [("file", false)] : [])
    }

    private var ownColumns: [Column] {
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
        case .product: needed("code", "name")
        case .scheme: needed("code", "title", "kind")
        case .edition: needed("scheme", "code", "title")
        case .fact: needed("scheme", "name", "source")
        case .event: needed("evidence", "kind", "occurred_on")
        case .milestone: needed("evidence", "kind", "due_on")
        case .letter: needed("evidence", "from_on", "to_on", "signed_on", "signer")
        case .contract: needed("customer", "since")
        case .agreementKind: [("code", true)] + columns(AgreementKind.fields)
        case .agreementEvent: needed("agreement", "kind", "occurred_on")
        case .formerCode: needed("noun", "code", "leads_to")
        case .ladder: needed("anchor", "scope", "rungs")
        }
    }

    private func columns<Noun>(_ fields: [Field<Noun>]) -> [Column] {
        fields.map { ($0.name, $0.needed != nil) }
    }

    private func needed(_ names: String...) -> [Column] { names.map { ($0, true) } }

    /// The noun of the evidence that a file holds; nil for other nouns.
    package var evidence: Scheme.Noun? {
        Scheme.Noun(rawValue: rawValue)
    }

    /// What a row is called, where it is one of several.
    package var word: String { rawValue.parts(at: "-").joined(separator: " ") }

    /// How its rows leave and come back as they were.
    var portable: Portable {
        switch self {
        case .product: .product
        case .scheme: .scheme
        case .edition: .edition
        case .fact: .fact
        case .report: .report
        case .certificate: .certificate
        case .event: .event
        case .milestone: .milestone
        case .letter: .letter
        case .customer: .customer
        case .contract: .contract
        case .contact: .contact
        case .agreementKind: .agreementKind
        case .agreement: .agreement
        case .agreementEvent: .agreementEvent
        case .distribution: .distribution
        case .formerCode: .formerCode
        case .ladder: .ladder
        }
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

    /// The columns of a list of what an export brought.
    package static let countColumns: [Column<ImportReport>] = [
        Column("kind") { $0.kind.rawValue }, Column("rows") { $0.rows },
        Column("dry_run", .fileOnly) { $0.isDryRun },
    ]
}

/// Everything that is wrong with a file: the import is all or nothing.
package struct ImportRefusal: Error, Sendable {
    /// One sentence a bad field, with line and column, in the order of the lines.
    package let problems: [String]
}
