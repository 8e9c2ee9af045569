import AttestryDomain

/// A kind of rows that leave the registry as a table with names in place of keys, and come back as
/// they were.
package struct Portable: Sendable {
    /// How a cell outside says what a cell of the table holds.
    enum Form: Sendable {
        case text, code, number, flag, words, hash
    }

    /// A column outside.
    struct Column: Sendable {
        let name: String
        /// Where it stands in SQL.
        let sql: String
        /// The column of the table that it fills; nil where it is told of only, or names a part of
        /// what a key stands for.
        let fills: String?
        let form: Form
    }

    /// A column of the table that holds the key of another row.
    struct Reference: Sendable {
        let column: String
        /// The columns outside that name the other row together.
        let parts: [String]
        /// What finds the key by those names.
        let query: String
        /// Whether there need not be one: then the last of the names is empty.
        private(set) var isOptional = false
        /// Whether the query lists all names with their keys, which are then looked up in memory:
        /// no index finds one.
        var isList = false

        /// The reference as one that there need not be.
        var optional: Reference {
            var reference = self
            reference.isOptional = true
            return reference
        }
    }

    /// In which column a row says when it was recorded.
    enum Recorded: String, Sendable {
        case on = "recorded_on"
        case at = "recorded_at"
        case never
    }

    /// The table whose rows it writes.
    let table: String
    let columns: [Column]
    let references: [Reference]
    /// What follows FROM.
    let source: String
    /// The columns that name a row in the log, and what stands between them.
    let subject: (names: [String], mark: String)
    /// What each row holds that is not said outside.
    var fixed: [String: String] = [:]
    /// The columns that tell a row that is there already, which is then written over.
    var identity: [String] = []
    var recorded = Recorded.on
    /// What a row's document is attached to; nil where it has none.
    var owner: (@Sendable (Int64) -> AttachmentOwner)?

    /// The column whose parts have columns of their own outside, and the prefix of their names; nil
    /// where there is none.
    var members: (column: String, prefix: String)? {
        switch table {
        case "version": ("identifiers", VersionContent.identifierPrefix)
        case "activity_event": ("details", ActivityEvent.prefix)
        default: nil
        }
    }

    /// The prefix of the columns outside that hold parts of one column; nil where there are none.
    package var memberPrefix: String? { members?.prefix }

    /// The keys, in SQL, of rows that need not be there for one of these to be written, each with
    /// the place of the column outside that is empty where what it names is not there.
    var links: [(key: String, cell: Int)] {
        let keys =
            references.filter(\.isOptional).map { ("\(table).\($0.column)", $0.parts.last ?? "") }
            + (hasDocument ? [("attachment.document_id", "sha256")] : [])
        return keys.compactMap { key, name in
            names.firstIndex(of: name).map { (key, $0) }
        }
    }

    /// Whether its rows may have a document.
    package var hasDocument: Bool { owner != nil }

    /// What the document of the row of a key is attached to; nil where it cannot have one.
    package func owner(of key: Int64) -> AttachmentOwner? { owner?(key) }

    /// The names of the columns outside, but for those of parts.
    package var names: [String] { columns.map(\.name) }
}

extension Portable.Column {
    /// Columns of a table under their own names.
    static func own(_ table: String, _ names: String..., form: Portable.Form = .text)
        -> [Portable.Column]
    {
        names.map { Self(name: $0, sql: "\(table).\($0)", fills: $0, form: form) }
    }

    /// A column of a table under another name.
    static func own(_ column: String, of table: String, as name: String) -> Portable.Column {
        Self(name: name, sql: "\(table).\(column)", fills: column, form: .text)
    }

    /// A column that names what a key stands for, or that is told of only.
    static func told(_ name: String, _ sql: String) -> Portable.Column {
        Self(name: name, sql: sql, fills: nil, form: .text)
    }

    /// The name and the hash of a document.
    static let document: [Portable.Column] = [
        told("document", "attachment.name"),
        Self(
            name: "sha256", sql: "document.sha256", fills: nil, form: .hash),
    ]
}

extension Portable.Reference {
    static let scheme = Self(
        column: "scheme_id", parts: ["scheme"],
        query: "SELECT id FROM scheme WHERE code = ? AND removed IS NOT 1")
    static let edition = Self(
        column: "edition_id", parts: ["scheme", "edition"],
        query: """
            SELECT edition.id FROM edition JOIN scheme ON scheme.id = scheme_id
            WHERE scheme.code = ? AND edition.code = ?
              AND edition.removed IS NOT 1 AND scheme.removed IS NOT 1
            """)
    static let version = Self(
        column: "version_id", parts: ["evidence", "version"],
        query: """
            SELECT version.id FROM version JOIN evidence ON evidence.id = evidence_id
            WHERE evidence.code = ? AND version.version = CAST(? AS INTEGER)
            """)
    static let letter = Self(
        column: "bridge_letter_id", parts: ["evidence", "version", "bridge_letter"],
        query: """
            SELECT bridge_letter.id FROM bridge_letter
              JOIN version ON version.id = version_id
              JOIN evidence ON evidence.id = evidence_id
            WHERE evidence.code = ? AND version.version = CAST(? AS INTEGER)
            ORDER BY bridge_letter.id LIMIT 1 OFFSET CAST(? AS INTEGER) - 1
            """)
    static let customer = Self(
        column: "customer_id", parts: ["customer"],
        query: "SELECT id FROM customer WHERE code = ? AND removed IS NOT 1")
    static let contact = Self(
        column: "contact_id", parts: ["customer", "person"],
        query: """
            SELECT customer.code || ' ' || row_number() OVER (
                PARTITION BY customer_id ORDER BY contact.id) AS name,
              contact.id AS id
            FROM contact JOIN customer ON customer.id = customer_id WHERE customer.removed IS NOT 1
            """, isList: true)

    /// A key of a table whose rows one code names.
    static func named(_ column: String, _ part: String, in table: String) -> Self {
        Self(column: column, parts: [part], query: "SELECT id FROM \(table) WHERE code = ?")
    }
}
