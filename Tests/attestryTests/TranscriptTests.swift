import Foundation
import Testing

@testable import attestry

struct TranscriptTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Transcripts")

    private static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".txt") }.sorted()
    }

    /// All transcripts as they are written down.
    static func texts() throws -> [String] {
        try names().map {
            try String(contentsOf: folder.appending(path: $0), encoding: .utf8)
        }
    }

    @Test(arguments: try names())
    func `a session reads as written down`(name: String) throws {
        let file = Self.folder.appending(path: name)
        let (expected, actual) = try Transcript(file: file).played()
        if ProcessInfo.processInfo.environment["ATTESTRY_WRITE_TRANSCRIPTS"] == "1" {
            try actual.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(actual == expected)
        #expect(expected.contains("$ attestry"))
    }
}
