import AttestryDomain
import AttestryStorage

/// Entries that one use case left in the log, put together from the newest to the oldest.
struct LoggedUseCase {
    /// The first of them: with its number the use case is named.
    private(set) var oldest: LogEntry
    /// How many entries it took in one by one, those of the program's catalogue not counted.
    private(set) var entries = 0
    private var told: [LogEntry] = []
    private var untold = 0
    private var skipped = 0
    private var subjects: Set<String> = []
    private var catalogue: [String: Int] = [:]
    private var hasNews = false

    /// So many rows are told of, those that were written first.
    static let longest = 20
    /// From so many entries on it is long: those in between are counted only.
    static let long = 250

    /// Of what the alerts write by themselves, what a person wants to know.
    private static let tablesOfNews: Set = [
        "alert", "alert_reminder", "alert_escalation", "channel",
    ]

    init(_ newest: LogEntry) {
        oldest = newest
        add(newest)
    }

    /// Whether an entry that stands before is part of it too.
    func includes(_ entry: LogEntry) -> Bool {
        entry.command == oldest.command
    }

    /// Takes in the entry before.
    mutating func add(_ entry: LogEntry) {
        oldest = entry
        if ["init", "catalogue.update"].contains(entry.action), entry.table != "registry" {
            catalogue[entry.table, default: 0] += 1
            return
        }
        entries += 1
        if isBookkeeping {
            guard Self.tablesOfNews.contains(entry.table) else { return }
            // What is resolved has no need to be told alone.
            hasNews =
                hasNews || entry.table != "alert"
                || !entry.image.contains(#""resolved_on":"#)
        }
        if entry.table != "registry" { subjects.insert(entry.subject) }
        told.append(entry)
        if told.count > Self.longest {
            told.removeFirst()
            untold += 1
        }
    }

    /// Counts entries that are not read.
    mutating func skip(_ count: Int) {
        skipped += count
        untold += count
    }

    /// Whether there is something to tell: a run that raised nothing has not.
    var isNews: Bool { !isBookkeeping || hasNews }

    private var isBookkeeping: Bool { ["alert.run", "alert.deliver"].contains(oldest.action) }

    /// The action and what it was done to.
    var title: String {
        let codes = Set(subjects.map { $0.split(separator: "@").first.map(String.init) ?? $0 })
        let names = (subjects.count == 1 ? subjects : codes).sorted()
        let rest = names.count > 3 ? " and \(names.count - 3) more" : ""
        let more = skipped > 0 ? " and more" : rest
        let list = names.prefix(3).joined(separator: ", ")
        return list.isEmpty ? oldest.action : "\(oldest.action) \(list)\(more)"
    }

    /// Who did it, and for whom.
    var author: String {
        oldest.onBehalfOf.map { "\(oldest.actor) on behalf of \($0)" } ?? oldest.actor
    }

    /// Why it was done and what became of each row, in plain lines.
    func content(_ reading: ReadTransaction) throws -> String {
        var changes = EntryChanges()
        var lines = oldest.reason.map { ["reason: \($0)"] } ?? []
        for entry in told.reversed() {
            if let before = try reading.entry(before: entry) { _ = changes.next(before) }
            let what = changes.next(entry)
            let row = entry.table == entry.subject ? entry.table : "\(entry.table) \(entry.subject)"
            lines.append(row + (what.isEmpty ? "" : ": \(what)"))
        }
        if untold > 0 { lines.append("and \(untold) more") }
        if !catalogue.isEmpty {
            let counts = catalogue.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            lines.append("rows of the program's catalogue: " + counts.joined(separator: ", "))
        }
        return lines.joined(separator: "\n")
    }
}
