import Foundation
import Testing

/// The table of promises in `Docs/activities.md`, held against the session that plays them.
struct PromiseTableTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The rows of the table, the words in backticks of each: what records the promise, what is
    /// said when it is missed, and what the sample prints.
    private static func rows(_ text: String) -> [[String]] {
        let table = text.components(separatedBy: "\n## The promises of a page\n").last ?? ""
        return table.components(separatedBy: "\n## ")[0].split(separator: "\n")
            .filter { $0.hasPrefix("| ") }.dropFirst().map { row in
                row.split(separator: "`").enumerated().filter { $0.offset % 2 == 1 }
                    .map { String($0.element) }
            }
    }

    /// The cells that are not in the session.
    private static func strangers(_ docs: String) throws -> [String] {
        let session = try String(
            contentsOf: root.appending(path: "Tests/attestryTests/Transcripts/promises.txt"),
            encoding: .utf8)
        return rows(docs).flatMap { row in
            row.enumerated().filter { place, cell in
                !session.contains(place == 0 ? "$ attestry \(cell)" : cell)
            }.map(\.element)
        }
    }

    @Test func `every promise is recorded, missed and sampled as its row says`() throws {
        let docs = try String(
            contentsOf: Self.root.appending(path: "Docs/activities.md"), encoding: .utf8)
        let rows = Self.rows(docs)
        #expect(rows.count == 9)
        #expect(rows.allSatisfy { $0.count == 3 })
        #expect(try Self.strangers(docs).isEmpty)
        let planted = docs.replacingOccurrences(of: "each quarter", with: "each year")
            .replacingOccurrences(of: "2026-Q2 was due", with: "2026-Q3 was due")
        #expect(try Self.strangers(planted).count > 1)
    }
}
