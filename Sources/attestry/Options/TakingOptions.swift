import ArgumentParser
import AttestryHost
import AttestryService

/// Where a document goes that is taken out for own use, and for whom.
struct TakingOptions: ParsableArguments {
    @Option(help: "Where to write it.", completion: .file())
    var output: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    /// Writes the document that the body hands out; prints its SHA-256.
    func take(
        in console: Console, _ export: (Registry, ByteSink) throws -> TakenDocument
    ) throws {
        let registry = try registry.open(in: console)
        // A day that no registry holds is told before anything is read for it.
        try registry.checkClock()
        let file = try NewFile(at: output)
        let taken = try export(registry, file.write)
        // What cannot be said any more to have left must not leave.
        try registry.log(taken, author: author.author(in: console))
        try file.publish()
        console.print(taken.sha256)
    }
}
