import AttestryDomain
import AttestryStorage

/// What is particular to one kind of rows: all that import, export and template ask of it, but for
/// the rules by which a row is recorded.
struct ImportShape: Sendable {
    /// How its rows leave and come back as they were.
    let portable: Portable
    /// The columns that a person fills in.
    let filledIn: [ImportKind.Column]
    /// What a row may say, `column = value` line by line; each after those of the kinds before it.
    let sample: String
    /// The columns that tell what a row is about; nil where only all of them do.
    var key: @Sendable (ImportRow) -> [String]?
    /// What there is of what a row names; nil where nothing is.
    let find: @Sendable (ExistingFinder, ImportRow) throws -> ExistingThing?
    /// The columns of the list of the kind; none where it has none.
    var listed: Set<String> = []
    /// The noun whose codes its rows bring or are given; nil where a row names another thing.
    var coded: Noun?
    /// How a row is known that only tells what a registry knew.
    var told = Told.never

    /// What makes a row one that comes out of an export and says all that there is to say.
    enum Told: Sendable {
        case never
        /// Something stands in the column.
        case saying(String)
        /// The column says yes.
        case marked(String)
    }

    /// Columns that are the same for every row.
    static func always(_ names: String...) -> @Sendable (ImportRow) -> [String]? { { _ in names } }

    /// The names of the columns of a list.
    static func names<Row>(_ columns: [Column<Row>]) -> Set<String> { Set(columns.map(\.name)) }
}

extension ImportKind {
    /// What is particular to the kind.
    var shape: ImportShape {
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
        case .activity: .activity
        case .activityCadence: .activityCadence
        case .activityEvent: .activityEvent
        case .activityFinding: .activityFinding
        case .publication: .publication
        case .distribution: .distribution
        case .formerCode: .formerCode
        case .ladder: .ladder
        }
    }

    /// What a row of the kind may say, by its columns; each after those of the kinds before it.
    package var example: [(column: String, value: String)] {
        shape.sample.parts(at: "\n").map { line in
            let parts = line.parts(at: "=")
            return (parts[0].trimmed, parts.dropFirst().joined(separator: "=").trimmed)
        }
    }
}

extension ImportRow {
    /// Whether the row tells what only the registry that it is from could know: it comes out of an
    /// export, and says all that there is to say.
    func isTold(as kind: ImportKind) throws -> Bool {
        switch kind.shape.told {
        case .never: false
        case .saying(let column): self[column] != nil
        case .marked(let column):
            try self[column].map { try Bool(word: $0, field: column) } ?? false
        }
    }
}
