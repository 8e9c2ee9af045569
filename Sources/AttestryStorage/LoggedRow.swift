import AttestryDomain
import Foundation
import GRDB

/// What the log says last of a row, and how a person is told which row it is.
struct LoggedRow {
    /// The number of the last entry about it.
    let entry: Int
    /// What the row is about, and what tells it from others of the same: `milestone iso9001@1
    /// surveillance 2027-01-15`.
    let name: String
    /// The row after the last change, field by field; what held its default is left out.
    let fields: [String: JSONValue]

    /// Nil where the log does not speak of a row of this key.
    init?(_ table: String, _ key: Int, in db: Database) throws {
        let rows = try db.rows(
            """
            SELECT sequence, subject, image FROM entry WHERE table_name = ? AND row_id = ?
            ORDER BY sequence DESC LIMIT 1
            """, [table, key])
        guard let row = try rows.next() else { return nil }
        let subject = row.lossy("subject").abbreviated
        entry = Int(row.lossy("sequence")) ?? 0
        fields = JSONValue.fields(ofImage: Array(row.lossy("image").utf8))
        let names = [table, subject == table ? nil : subject] + Self.marks(of: fields)
        name = names.compactMap(\.self).joined(separator: " ")
    }

    /// What tells rows of one subject apart; a code does so alone.
    private static func marks(of fields: [String: JSONValue]) -> [String] {
        guard fields["code"] == nil else { return [] }
        return [kinds, days].compactMap { names in
            names.lazy.compactMap { fields[$0]?.string?.abbreviated }.first
        }
    }

    private static let kinds = ["copy_id", "email", "anchor", "kind", "name"]
    private static let days = [
        "anchor_on", "due_on", "occurred_on", "signed_on", "since_on", "released_on",
    ]
}

extension LoggedRow {
    /// How the row in the table differs from what the log says, field by field.
    func differences(from image: [UInt8], defaults: [String: String]) -> String {
        let actual = JSONValue.fields(ofImage: image)
        let names = Set(fields.keys).union(actual.keys)
            .filter { fields[$0] != actual[$0] }.sorted()
        guard !names.isEmpty else { return "differs from its last entry in the log (\(entry))" }
        func value(_ fields: [String: JSONValue], _ name: String) -> String {
            fields[name]?.quoted ?? defaults[name].map { "'\($0)'" } ?? "empty"
        }
        return names.map {
            "\($0) is \(value(actual, $0)) where its last entry in the log (\(entry)) says "
                + value(fields, $0)
        }.joined(separator: "; ")
    }
}

extension JSONValue {
    /// The fields of a row's image; none where it is no image.
    static func fields(ofImage image: [UInt8]) -> [String: JSONValue] {
        image.withUnsafeBytes { JSONValue(cell: Row.Value.text($0))?.fields ?? [:] }
    }

    fileprivate var quoted: String {
        switch self {
        case .null: "empty"
        case .string(let text): "'\(text.abbreviated)'"
        case .number(let number): "\(number)"
        case .bool, .array, .object: "something else"
        }
    }
}
