import Foundation
import Testing

struct LintTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The exit status of the lint over a tree with one file.
    private func lint(_ path: String, _ content: String) throws -> Int32 {
        let tree = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: tree) }
        let file = tree.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try content.write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = Self.root.appending(path: "Scripts/lint")
        process.arguments = [tree.path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test func `a clean file passes`() throws {
        #expect(try lint("Sources/AttestryDomain/A.swift", "/// A day.\nstruct A {}\n") == 0)
    }

    @Test(arguments: [
        ("Sources/AttestryDomain/A.swift", "import Foundation\n"),
        ("Sources/AttestryDomain/A.swift", "package import GRDB\n"),
        ("Sources/AttestryLog/A.swift", "import AttestryStorage\n"),
        ("Sources/AttestryStorage/A.swift", "import AttestryService\n"),
        ("Sources/AttestryService/A.swift", "import GRDB\n"),
        ("Sources/AttestryService/A.swift", "let a = \"SELECT a FROM b\"\n"),
        ("Sources/attestry/A.swift", "import AttestryStorage\n"),
        ("Sources/attestry/A.swift", "import struct AttestryLog.LogEntry\n"),
        ("Sources/AttestryDomain/A.swift", "let a = try! b()\n"),
        ("Sources/AttestryDomain/A.swift", "let a = b!\n"),
        ("Sources/AttestryDomain/A.swift", "public struct A {}\n"),
        ("Sources/AttestryService/A.swift", "let a = Date()\n"),
        ("Sources/AttestryDomain/A.swift", String(repeating: "\n", count: 301)),
        (
            "Sources/AttestryDomain/A.swift",
            "let a = \"" + String(repeating: "x", count: 100) + "\"\n"
        ),
    ])
    func `a planted violation is found`(path: String, content: String) throws {
        #expect(try lint(path, content) == 1)
    }
}
