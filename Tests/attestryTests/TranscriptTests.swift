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
