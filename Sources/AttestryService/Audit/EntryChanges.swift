import AttestryDomain
import AttestryStorage
import Foundation

/// Tells of entries, from the oldest on, what each one changed about its row.
struct EntryChanges {
    private struct RowKey: Hashable {
        let table: String
        let row: Int64
    }

    private var images: [RowKey: [String: String]] = [:]

    /// The fields that an entry gave another value, as `field=value`; keys of other rows and what
    /// the entry itself says are left out.
    mutating func next(_ entry: LogEntry) -> String {
        let image = entry.defaults.merging(Self.fields(of: entry.image)) { $1 }
        let key = RowKey(table: entry.table, row: entry.row)
        let before = images.updateValue(image, forKey: key) ?? [:]
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

extension [LogEntry] {
    /// The entries as a history shows them, oldest first.
    func history(of tables: Set<String>) -> [JSONValue] {
        var changes = EntryChanges()
        return filter { tables.contains($0.table) }.map { entry in
            var json = entry.json
            if case .object(var fields) = json {
                fields["what"] = .string(changes.next(entry))
                json = .object(fields)
            }
            return json
        }
    }
}
