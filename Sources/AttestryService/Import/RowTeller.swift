import AttestryDomain
import AttestryStorage

/// Opens the document that a row names by a path, under another name where one is given. Throws
/// `notFound` and `invalid` naming the column.
package typealias ImportedDocument = (_ path: String, _ name: String?) throws -> DocumentSource

/// Takes rows in as they are told, by no rule but the schema's: those of an export, of which the
/// rules were asked when each was recorded, by what held then.
struct RowTeller {
    let writer: PortableWriter
    private let transaction: WriteTransaction
    private let today: CivilDate
    private let document: ImportedDocument

    /// The columns about a row's document.
    static let documentColumns: Set = ["document", "sha256", "file"]
    /// The columns of a version that no form takes.
    static let versionColumns = documentColumns.union(["version", "voided", "discontinued_on"])

    init(
        _ transaction: WriteTransaction, today: CivilDate, _ document: @escaping ImportedDocument
    ) {
        self.transaction = transaction
        self.today = today
        self.document = document
        writer = PortableWriter(transaction, recordedOn: today)
    }

    func tell(_ kind: ImportKind, _ cells: [String: String]) throws {
        let (key, subject) = try writer.insert(kind.shape.portable, cells)
        guard let owner = kind.shape.portable.owner(of: key) else { return }
        try transaction.attach(source(cells), to: owner, subject: subject, today)
    }

    /// The document that a row names; nil where it names none. Throws `invalid` where its bytes are
    /// others than the row says.
    func source(_ cells: [String: String]) throws -> DocumentSource? {
        guard let path = cells["file"] else { return nil }
        let source = try document(path, cells["document"])
        if let hash = cells["sha256"], hash != source.sha256 {
            throw RegistryError(
                .invalid, "file: \(path.abbreviated) is not the document of that sha256",
                hint: "put the right file there, or leave sha256 empty", field: "file")
        }
        return source
    }
}

extension ImportRow {
    /// Throws `invalid` where the row says the number of a version and that is not the next.
    func checkNumber(after last: Int, of code: Code) throws {
        guard let text = self["version"], Int(text) != last + 1 else { return }
        throw RegistryError(
            .invalid, "version: the next version of '\(code)' is \(last + 1), not \(text)",
            hint: "attestry export certificate and report have every version; or leave the column "
                + "out", field: "version")
    }
}
