import AttestryDomain
import AttestryLog
import GRDB

/// Follows the log from its first entry to its last: the chain, and what it says of each row.
struct LogWalk {
    /// What is said of the rows of each table.
    private(set) var tables: [Replay]
    /// Names of tables that entries speak of and the log is not for.
    private(set) var strangers: Set<String> = []
    /// Why the log cannot be read to its end: nobody knows then what it says last of a row.
    private(set) var failure: (any Error)?
    private var chain = Chain()
    private var findings: [Finding] = []
    /// The table that the last entry spoke of.
    private var place: Int?

    init(_ tables: [TableShape], in db: Database) {
        self.tables = tables.map { Replay($0, in: db) }
    }

    /// Takes in all entries; returns what is wrong with the chain.
    mutating func follow(_ db: Database) throws -> Verification {
        do {
            let rows = try db.rows("SELECT \(Log.columns), hash FROM entry ORDER BY sequence")
            while let row = try rows.next() {
                append(row)
                compare(row)
            }
        } catch {
            failure = error
            throw error
        }
        return Verification(
            findings: findings, entries: chain.count, stepsBack: chain.stepsBack,
            head: chain.head.hexadecimal)
    }

    private mutating func append(_ row: Row) {
        guard case .number(let sequence) = row.value(0), case .text(let time) = row.value(Log.time),
            case .bytes(let hash) = row.value(Log.kinds.count)
        else {
            return findings.append(
                Finding(.chain, "entry \(row.lossy("sequence"))", "cannot be read"))
        }
        var isForeign = false
        var isClockAccepted = false
        if case .number(1) = row.value(Log.clock) { isClockAccepted = true }
        findings += chain.append(
            sequence, recordedAt: time, isClockAccepted: isClockAccepted, hash: hash
        ) { fields in
            for place in 1..<Log.kinds.count {
                let value = row.value(place)
                fields.add(value)
                if !Log.kinds[place].holds(value) { isForeign = true }
            }
        }
        if isForeign {
            findings.append(Finding(.chain, "entry \(sequence)", "holds what no entry can hold"))
        }
    }

    private mutating func compare(_ row: Row) {
        guard case .text(let name) = row.value(Log.table) else {
            strangers.insert(row.lossy("table_name"))
            return
        }
        if place.map({ !tables[$0].table.elementsEqual(name) }) ?? true {
            place = tables.firstIndex { $0.table.elementsEqual(name) }
        }
        guard let place else {
            strangers.insert(String(decoding: name, as: UTF8.self))
            return
        }
        // What is of another type is told of with the chain.
        guard case .number(let key) = row.value(Log.row),
            case .text(let image) = row.value(Log.image)
        else { return }
        tables[place].compare(key, image)
    }
}
