import ArgumentParser
import AttestryHost
import AttestryService

/// A document to attach.
struct FileOptions: ParsableArguments {
    @Option(help: "The document; its bytes are stored and never change.", completion: .file())
    var file: String?

    func source() throws -> DocumentSource? {
        try file.map { path in
            let file = try InputFile(path, for: "file")
            return try DocumentSource(named: file.name, reading: file.bytes)
        }
    }
}
