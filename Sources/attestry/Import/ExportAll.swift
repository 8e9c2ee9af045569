import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct ExportAll: AttestryCommand {
    static let configuration = verb(
        "all", "Make a folder of everything, which fills a new registry again.",
        """
        A file of CSV a kind, the documents by their hashes, and SHA256SUMS for
        sha256sum -c. 'attestry import all' fills a new registry from it. Settings,
        channels, alerts and the log stay behind. Who takes documents out that not
        everybody may have leaves an entry for each.
        """,
        example: "attestry export all --output registry-2026")

    @Option(help: "The folder to make.", completion: .directory)
    var output: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let folder = try NewFolder(
            at: output, for: "output", by: "export-\(registry.identifier())")
        // What an export that was cut short left behind.
        try folder.clear()
        try registry.checkClock()
        let taken = try registry.exportAll { name in
            let file = try folder.newFile(name)
            return (file.write, file.publish)
        }
        // What cannot be said any more to have left must not leave.
        try registry.log(taken, author: author.author(in: console))
        try folder.publish()
        console.print(output)
    }
}
