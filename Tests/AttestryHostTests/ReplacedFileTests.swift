import AttestryDomain
import AttestryHost
import Foundation
import Testing

struct ReplacedFileTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "attestry-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test func `a file is replaced as a whole, and every user may read it`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for text in ["one", "another, longer one", ""] {
            try NewFile.replace(path("f"), with: Array(text.utf8))
            #expect(try String(contentsOfFile: path("f"), encoding: .utf8) == text)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: path("f"))
        #expect(attributes[.posixPermissions] as? Int == 0o644)
        #expect(try names() == ["f"])
    }

    @Test(arguments: ["link", "dangling", "directory", "missing/f", "f/g", "registry.db", ""])
    func `what is no file to replace is refused, and nothing is left behind`(name: String) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("kept".utf8).write(to: folder.appending(path: "f"))
        try FileManager.default.createSymbolicLink(
            atPath: path("link"), withDestinationPath: path("f"))
        try FileManager.default.createSymbolicLink(
            atPath: path("dangling"), withDestinationPath: path("nowhere"))
        try FileManager.default.createDirectory(
            atPath: path("directory"), withIntermediateDirectories: false)
        let database = Array("SQLite format 3\0and its pages".utf8)
        try Data(database).write(to: folder.appending(path: "registry.db"))
        let before = try names()
        #expect {
            try NewFile.replace(name.isEmpty ? "" : path(name), with: [1])
        } throws: { error in
            (error as? RegistryError)?.message.hasPrefix("output: ") == true
        }
        #expect(try names() == before)
        #expect(try String(contentsOfFile: path("f"), encoding: .utf8) == "kept")
        #expect(try InputFile.contents(of: path("registry.db")) == database)
    }
}
