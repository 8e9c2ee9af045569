package import AttestryDomain
import AttestryStorage

/// What became of one person in a release to many.
package struct SentRow: Sendable {
    /// The number in the ledger; nil where nothing was recorded.
    package let id: ID<Distribution>?
    package let outcome: Distribution.Outcome
    let version: VersionReference
    let customer: Code?
    let person: Distribution.Person?
    let copyID: String?
    /// The name of the copy's file.
    let fileName: String?
    let rules: [String]
    /// The facts by which the rules refuse, and what is odd but allowed.
    let why: [String]
    let warnings: [String]

    /// The columns of a report.
    package static let columns: [Column<SentRow>] = [
        Column("id") { $0.id },
        Column("outcome") { $0.outcome }.toned { $0.outcome == .released ? .good : .bad },
        Column("customer") { $0.customer }, Column("contact") { $0.person?.email },
        Column("rules") { $0.rules }, Column("file") { $0.fileName },
        Column("why", .ifThereIsRoom) { $0.why.joined(separator: "; ") },
        Column("why", .jsonOnly) { $0.why },
        Column("warnings", .ifThereIsRoom) { $0.warnings.joined(separator: "; ") },
        Column("warnings", .jsonOnly) { $0.warnings },
        Column("contact_name", .fileOnly) { $0.person?.name },
        Column("copy_id", .fileOnly) { $0.copyID }, Column("version", .fileOnly) { $0.version },
    ]

    init(_ item: SendPlan.Item, recorded id: ID<Distribution>?) {
        let answer = item.answer
        self.id = id
        outcome = item.isReleased ? .released : .refused
        version = answer.name
        customer = answer.customer.code
        person = answer.contact.map { Distribution.Person($0) }
        // Before it is recorded nobody knows how a copy will be called.
        copyID = item.isReleased && id != nil ? item.mark.copyID : nil
        fileName = copyID == nil ? nil : item.fileName
        rules = answer.failures.map(\.rawValue)
        why = answer.failures.map(answer.detail(of:))
        warnings = answer.warnings
    }

    /// A row as the ledger has it, with the file that holds its copy.
    fileprivate init(_ document: DistributionDocument, fileName: String?) {
        let row = document.row
        (id, outcome) = (row.handover.id, row.handover.outcome)
        (version, customer, person) = (document.version, document.customer, row.person)
        copyID = row.handover.outcome == .released ? row.copyID : nil
        self.fileName = fileName
        rules = row.rulesFailed
        (why, warnings) = ([], [])
    }
}

extension Registry {
    /// The rows of the release to many whose copies lie in files of these names; empty where it was
    /// never recorded, or was voided. Throws `conflict` where only some of them were recorded.
    package func sent(in files: [String]) throws -> [SentRow] {
        let copies = Dictionary(files.map { (CopyMark.copyID(inFileName: $0), $0) }) { $1 }
        return try store.read { reading in
            let found = try reading.distributions(
                Set(reading.rows(ofCopies: Array(copies.keys)).map(\.rawValue))
            ).filter { $0.handover.voiding == nil }
            guard let first = found.first else { return [] }
            guard found.count == files.count else {
                throw RegistryError(
                    .conflict, "some of the copies that lie there were recorded, others not",
                    hint: "move the folder away and look its copies up: distribution show COPY-ID")
            }
            var filter = DistributionFilter()
            filter.versions = [first.handover.version]
            (filter.from, filter.to) = (first.handover.releasedOn, first.handover.releasedOn)
            let together = try reading.ledger(filter).filter { row in
                row.recordedAt == first.recordedAt
                    && (row.handover.outcome == .refused || copies[row.copyID] != nil)
            }
            return try reading.documents(of: together).map {
                SentRow($0, fileName: copies[$0.row.copyID])
            }
        }
    }
}
