import AttestryDomain
import AttestryHost
import Foundation
import Testing

struct NewFolderTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func begin(_ name: String = "out/", maker: String = "m") throws -> NewFolder {
        try NewFolder(at: "\(folder.path)/\(name)", for: "directory", by: maker)
    }

    private func write(_ name: String, into new: NewFolder) throws {
        let file = try NewFile(at: new.path(of: name))
        try Array("text".utf8).withUnsafeBytes(file.write)
        try file.publish()
    }

    private func make(_ name: String) throws {
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true)
    }

    @Test func `a folder appears with all its files, and only its owner may look into it`() throws {
        let new = try begin()
        try write("b", into: new)
        try write("a", into: new)
        #expect(try new.names == ["a", "b"])
        #expect(try folder.names == [".out.attestry-m"])
        try new.publish()
        #expect(try folder.names == ["out"])
        #expect(try folder.text(of: "out/a") == "text")
        #expect(FileFacts(folder.path + "/out")?.mode == 0o700)
    }

    @Test func `a folder in it appears with it, and is cleared away with its files`() throws {
        let new = try begin()
        try write("a", into: new)
        let inner = try NewFile(at: new.newPath(of: "inner/b"))
        try inner.publish()
        try new.clear()
        #expect(try new.names == [])
        let again = try NewFile(at: new.newPath(of: "inner/b"))
        try again.publish()
        try new.publish()
        #expect(try folder.text(of: "out/inner/b") == "")
    }

    @Test func `a folder that is given up leaves nothing, one that is kept is found again`() throws
    {
        func leave(kept: Bool) throws {
            let new = try begin()
            try write("a", into: new)
            if kept { new.keep() }
        }
        try leave(kept: false)
        #expect(try folder.names.isEmpty)
        try leave(kept: true)
        #expect(try begin(maker: "other").names.isEmpty)
        let found = try begin()
        #expect(try found.names == ["a"])
        try found.publish()
        #expect(try folder.names == ["out"])
    }

    @Test func `what lies there is never touched, but an empty folder gives way`() throws {
        try make("out")
        let empty = try begin()
        try write("a", into: empty)
        try empty.publish()
        #expect(throws: RegistryError.self) { try begin() }
        let late = try begin("late")
        try make("late/there")
        #expect(throws: RegistryError.self) { try late.publish() }
        #expect(try folder.text(of: "out/a") == "text")
    }

    @Test func `two do not make one folder at a time`() throws {
        let first = try begin()
        do {
            _ = try begin()
            Issue.record("both make it")
        } catch let error as RegistryError {
            #expect(error.kind == .busy)
        }
        try first.publish()
    }

    @Test(arguments: ["", "/", ".", "..", "a/.."])
    func `what names no new folder is refused`(path: String) {
        #expect(throws: RegistryError.self) {
            try NewFolder(at: path, for: "directory", by: "m")
        }
    }

    @Test func `a folder that cannot be read is not taken for an empty one`() throws {
        try make("kept")
        let kept = try KeptFolder(reading: "\(folder.path)/kept", for: "directory")
        #expect(try kept.names.isEmpty)
        try FileManager.default.removeItem(atPath: "\(folder.path)/kept")
        #expect(throws: RegistryError.self) { try kept.names }
        #expect(throws: RegistryError.self) { try kept.sweep() }
        #expect(try NewFolder.names(in: "\(folder.path)/kept").isEmpty)
        let long = String(repeating: "x", count: 300)
        #expect(throws: RegistryError.self) { try NewFolder.names(in: "\(folder.path)/\(long)") }
    }
}
