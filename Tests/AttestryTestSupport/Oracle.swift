import Foundation

/// A program in Python that knows the rules too and shares no code with the product.
package enum Oracle {
    /// The failure of an oracle to run.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Whether the long tests run, `Scripts/soak`.
    package static var isLong: Bool {
        ProcessInfo.processInfo.environment["ATTESTRY_ALL_PLANTS"] != nil
    }

    /// The errors that can be planted in a script: all of them where the long tests run, else some
    /// from all over the list. Throws where it has fewer than it should.
    package static func plants(
        _ script: String, of least: PartialRangeFrom<Int>, atMost count: Int
    ) throws -> [String] {
        let plants = try lines(script, ["--plant", "list"])
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        guard least.contains(plants.count) else {
            throw Failure(description: "\(script) has only \(plants.count) plants")
        }
        if isLong { return plants }
        return stride(from: 0, to: plants.count, by: max(1, plants.count / count)).prefix(count)
            .map { plants[$0] }
    }

    /// The lines that a script of `Tests/Oracle` prints with these words.
    package static func lines(_ script: String, _ words: [String]) throws -> [Substring] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", folder.appending(path: script).path] + words
        let output = FileManager.default.temporaryDirectory
            .appending(path: "attestry-oracle-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: output) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(description: "\(script) exits \(process.terminationStatus)")
        }
        return try String(contentsOf: output, encoding: .utf8).split(separator: "\n")
    }

    /// The lines as values.
    package static func values<Value: Decodable>(
        _ script: String, _ words: [String], as type: Value.Type
    ) throws -> [Value] {
        let decoder = JSONDecoder()
        return try lines(script, words).map {
            try decoder.decode(Value.self, from: Data($0.utf8))
        }
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Oracle")
}
