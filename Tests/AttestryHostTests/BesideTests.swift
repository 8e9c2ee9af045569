import AttestryDomain
import AttestryHost
import Foundation
import Testing

struct BesideTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try FileManager.default.createDirectory(
            atPath: "\(folder.path)/sheets/papers", withIntermediateDirectories: true)
        try folder.write("nda", to: "sheets/papers/nda.pdf")
        try folder.write("secret", to: "secret.txt")
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: "\(folder.path)/sheets/link.pdf",
            withDestinationPath: "\(folder.path)/secret.txt")
        try manager.createSymbolicLink(
            atPath: "\(folder.path)/sheets/linked", withDestinationPath: folder.path)
    }

    @Test func `a document beside a sheet is found by its path from there`() throws {
        let file = try InputFile("papers/nda.pdf", below: "\(folder.path)/sheets", for: "file")
        #expect(file.name == "nda.pdf")
        #expect(try file.bytes(from: 0, count: 10) == Array("nda".utf8))
    }

    @Test(arguments: [
        "../secret.txt", "papers/../../secret.txt", "link.pdf", "linked/secret.txt", "/etc/passwd",
        "", ".", "papers", "papers//nda.pdf", "gone.pdf", "./papers/nda.pdf",
    ])
    func `what lies elsewhere, goes over a link or is no file is refused`(path: String) {
        #expect(throws: RegistryError.self) {
            try InputFile(path, below: "\(folder.path)/sheets", for: "file")
        }
    }
}
