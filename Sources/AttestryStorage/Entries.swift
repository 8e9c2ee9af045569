import AttestryDomain
import AttestryLog
import GRDB

extension ReadTransaction {
    /// Hands each entry that the filter keeps to the body, from the oldest on.
    package func eachEntry(_ filter: EntryFilter, _ body: (LogEntry) throws -> Void) throws {
        let newest =
            filter.newest == nil
            ? ""
            : """
            AND sequence >= (
              SELECT min(sequence) FROM (
                SELECT sequence FROM entry WHERE \(filter.condition)
                ORDER BY sequence DESC LIMIT :limit))
            """
        let arguments: Cells =
            filter.arguments
            + (try filter.subject.map { ["subjects": try names(of: $0)] } ?? [:])
        let reader = EntryReader(db)
        let rows = try db.rows(
            "\(Self.selection) WHERE \(filter.condition) \(newest) ORDER BY sequence",
            arguments)
        while let row = try rows.next() { try body(reader.entry(row)) }
    }

    /// The entries that the filter keeps, from the oldest on.
    package func entries(_ filter: EntryFilter) throws -> [LogEntry] {
        var entries: [LogEntry] = []
        try eachEntry(filter) { entries.append($0) }
        return entries
    }

    /// Hands in entry after entry from one back, until one is answered with no.
    package func eachEntry(
        backFrom newest: Int, _ wantsMore: (LogEntry) throws -> Bool
    ) throws {
        let reader = EntryReader(db)
        let rows = try db.rows(
            "\(Self.selection) WHERE sequence <= ? ORDER BY sequence DESC", [newest])
        while let row = try rows.next(), try wantsMore(reader.entry(row)) {}
    }

    /// The number of the first of the entries that stand together before one and of which the same
    /// holds. They are not read one by one: an import may have left a million.
    package func first(before newest: Int, where holds: (LogEntry) -> Bool) throws -> Int {
        var (first, outside) = (newest, 0)
        while first - outside > 1 {
            let middle = (first + outside) / 2
            var isPart = false
            try eachEntry(backFrom: middle) {
                isPart = holds($0)
                return false
            }
            if isPart { first = middle } else { outside = middle }
        }
        return first
    }

    /// The first entry of the log. Throws `damaged` where there is none.
    package func firstEntry() throws -> LogEntry {
        guard let row = try db.rows("\(Self.selection) WHERE sequence = 1").next() else {
            throw RegistryError(
                .damaged, "the log has no first entry",
                hint: "attestry audit verify lists what is wrong")
        }
        return try EntryReader(db).entry(row)
    }

    /// The last entry about the same row before an entry; nil where that was the first.
    package func entry(before entry: LogEntry) throws -> LogEntry? {
        try db.rows(
            """
            \(Self.selection) WHERE table_name = ? AND row_id = ? AND sequence < ?
            ORDER BY sequence DESC LIMIT 1
            """, [entry.table, entry.row, entry.sequence]
        ).map { try EntryReader(db).entry($0) }.first
    }

    /// The first of the entries of which a condition holds, or the last; nil where there is none.
    func entry(_ condition: String, _ arguments: Cells, last: Bool = false) throws -> LogEntry? {
        let row = try db.rows(
            """
            \(Self.selection) WHERE \(condition) ORDER BY sequence \(last ? "DESC" : "") LIMIT 1
            """, arguments
        ).next()
        return try row.map { try EntryReader(db).entry($0) }
    }

    private static let selection = """
        SELECT \(Log.columns), hash,
          (SELECT hash FROM entry AS before WHERE before.sequence = entry.sequence - 1)
            AS previous_hash
        FROM entry
        """
}

/// Reads entries, and knows the defaults of each table they speak of.
private final class EntryReader {
    private let db: Database
    private var defaults: [String: [String: String]] = [:]

    init(_ db: Database) {
        self.db = db
    }

    func entry(_ row: Row) throws -> LogEntry {
        let table: String = try row["table_name"]
        if defaults[table] == nil { defaults[table] = try TableShape(table, in: db).defaults }
        return try LogEntry(
            sequence: row["sequence"], command: row["command"], recordedAt: row["recorded_at"],
            actor: row["actor"], onBehalfOf: row["on_behalf_of"], action: row["action"],
            subject: row["subject"], table: table, row: row["row_id"], image: row["image"],
            defaults: defaults[table] ?? [:],
            reason: row["reason"], clockAccepted: row["clock_accepted"], salt: row.hash("salt"),
            hash: row.hash("hash"),
            previousHash: row.optionalHash("previous_hash") ?? EntryHash.genesis.hexadecimal)
    }
}
