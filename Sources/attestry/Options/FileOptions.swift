import ArgumentParser
import AttestryDomain
import AttestryService

/// A document to attach.
struct FileOptions: ParsableArguments {
    @Option(help: "The document; its bytes are stored and never change.", completion: .file())
    var file: String?

    func source() throws -> DocumentSource? {
        try file.map { try DocumentSource(path: $0) }
    }
}
