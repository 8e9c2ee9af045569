package import AttestryDomain
import AttestryLog
import GRDB

/// Who changes the registry, when, by which verb, and why; every entry of a use case carries it.
package struct Change: Sendable {
    /// When, as read once for the whole use case.
    package let time: Timestamp
    /// The operating system's user.
    package let actor: String
    /// The person for whom it is done.
    package let onBehalfOf: String?
    /// What is done, such as `certificate.add`.
    package let action: String
    /// Why, in the user's words.
    package let reason: String?
    /// Whether the person vouches for the clock.
    package let acceptsClock: Bool

    package init(
        time: Timestamp, actor: String, onBehalfOf: String?, action: String, reason: String?,
        acceptsClock: Bool = false
    ) {
        self.time = time
        self.actor = actor
        self.onBehalfOf = onBehalfOf
        self.action = action
        self.reason = reason
        self.acceptsClock = acceptsClock
    }
}

/// The only door to change: each row written leaves an entry with the row as it is afterwards.
package final class WriteTransaction {
    /// The queries, which see what this transaction has written so far.
    package let reading: ReadTransaction
    /// Who changes what and why.
    package let change: Change
    /// The number of row changes that are accounted for.
    private(set) var expectedChanges = 0
    let db: Database
    /// The time of the change in its text form.
    let recordedAt: String
    private var tables: [String: TableWriter] = [:]
    private var log: LogWriter?

    init(db: Database, change: Change, asides: Asides) {
        self.db = db
        self.change = change
        recordedAt = change.time.description
        reading = ReadTransaction(db: db, asides: asides)
    }

    /// Inserts a row and records it; returns its key.
    @discardableResult
    func insert(_ table: String, _ cells: Cells, subject: some CustomStringConvertible) throws
        -> Int64
    {
        let key = try writer(of: table).insert(cells)
        try record(table, key, subject: subject.description)
        return key
    }

    /// Inserts a row and records it; returns its key.
    func insert<Entity>(
        _ table: String, _ cells: Cells, subject: some CustomStringConvertible
    ) throws -> ID<Entity> {
        ID(try insert(table, cells, subject: subject))
    }

    /// Changes cells of one row and records it. Throws `notFound` where there is no such row.
    func update<Entity>(
        _ table: String, _ key: ID<Entity>, _ cells: Cells, subject: some CustomStringConvertible
    ) throws {
        try writer(of: table).update(key.rawValue, cells)
        try record(table, key.rawValue, subject: subject.description)
    }

    /// Inserts the row with this identity, or updates it where a cell differs; returns its key.
    @discardableResult
    func put(
        _ table: String, where identity: Cells, cells: Cells,
        subject: some CustomStringConvertible
    ) throws -> Int64 {
        let writer = try writer(of: table)
        guard let key = try writer.find(identity) else {
            return try insert(table, identity + cells, subject: subject)
        }
        if try !writer.holds(key, cells) {
            try update(table, ID<Never>(key), cells, subject: subject)
        }
        return key
    }

    /// Records that a document left the registry: an entry with its row as it is, which no change
    /// goes with.
    package func recordTaking(of document: StoredDocument, subject: some CustomStringConvertible)
        throws
    {
        try writer(of: "document").look(at: document.id)
        try record("document", document.id, subject: subject.description)
        expectedChanges -= 1
    }

    private func writer(of table: String) throws -> TableWriter {
        if let known = tables[table] { return known }
        let writer = try TableWriter(table, in: db)
        tables[table] = writer
        return writer
    }

    /// Accounts for rows that have no entry of their own: chunks, whose hash their document's entry
    /// holds.
    func countUnlogged(_ rows: Int) {
        expectedChanges += rows
    }

    /// The number and hash of the last entry, those of this transaction included.
    package func lastEntry() throws -> (sequence: Int, hash: String) {
        try ownHead ?? reading.head()
    }

    /// The last entry that this transaction wrote; nil where it wrote none.
    var ownHead: LogHead? { log.map { ($0.sequence, $0.head.hexadecimal) } }

    private func record(_ table: String, _ key: Int64, subject: String) throws {
        let log = try log ?? LogWriter(change, in: db)
        self.log = log
        try log.append(
            table: table, key: key, image: writer(of: table).image, subject: subject)
        expectedChanges += 2
    }
}
