package import AttestryDomain
import AttestryStorage
import Foundation

/// Tells of entries, from the oldest on, what each one changed about its row.
struct EntryChanges {
    private var images: [String: [String: String]] = [:]

    /// The fields that an entry gave another value, as `field=value`; keys of other rows and what
    /// the entry itself says are left out.
    mutating func next(_ entry: LogEntry) -> String {
        let image = entry.defaults.merging(Self.fields(of: entry.image)) { $1 }
        let before = images.updateValue(image, forKey: "\(entry.table) \(entry.row)") ?? [:]
        let names = Set(image.keys).union(before.keys).sorted()
        return names.filter { name in
            !Self.isTechnical(name) && image[name, default: ""] != before[name, default: ""]
                && !(before.isEmpty && ["0", "[]", "{}"].contains(image[name] ?? ""))
        }.map { "\($0)=\((image[$0] ?? "").abbreviated)" }.joined(separator: " ")
    }

    private static func isTechnical(_ name: String) -> Bool {
        name == "id" || name == "recorded_on" || name.hasSuffix("_id")
    }

    private static func fields(of image: String) -> [String: String] {
        guard
            let object = try? JSONSerialization.jsonObject(with: Data(image.utf8))
                as? [String: Any]
        else { return [:] }
        return object.mapValues { $0 is NSNull ? "" : "\($0)" }
    }
}

/// An entry of the log with what it changed.
package struct HistoryEntry: Sendable {
    let entry: LogEntry
    let what: String

    /// The columns of a history.
    package static let columns: [Column<HistoryEntry>] = [
        Column("sequence") { $0.entry.sequence }, Column("recorded_at") { $0.entry.recordedAt },
        Column("action") { $0.entry.action },
        Column("subject", .ifThereIsRoom) { $0.entry.subject },
        Column("what", .ifThereIsRoom) { $0.what },
        Column("reason", .ifThereIsRoom) { $0.entry.reason },
        Column("actor", .ifThereIsRoom) { $0.entry.actor },
        Column("on_behalf_of", .ifThereIsRoom) { $0.entry.onBehalfOf },
        Column("table", .fileOnly) { $0.entry.table },
        Column("image", .fileOnly) { $0.entry.image },
    ]
}

extension EntryFilter {
    /// The entries about a code and its versions; up to an instant, where one is given.
    static func about(_ code: Code, until time: Timestamp?) -> EntryFilter {
        var filter = EntryFilter()
        (filter.subject, filter.until) = (code.description, time)
        return filter
    }
}

extension [LogEntry] {
    /// The entries as a history shows them, oldest first.
    func history(of tables: Set<String>) -> [HistoryEntry] {
        var changes = EntryChanges()
        return filter { tables.contains($0.table) }
            .map { HistoryEntry(entry: $0, what: changes.next($0)) }
    }
}
