import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct EvidenceFile<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "file", "Write the document of a \(Noun.noun.rawValue) to a file, for your own use.",
            """
            Prints the SHA-256 of the bytes. A file that exists is not overwritten. Unless
            its class is public it leaves an entry: 'attestry audit log CODE@1' shows who
            took it. To hand it to somebody use 'attestry distribution log --output'.
            """,
            example: "attestry \(Noun.noun.rawValue) file CODE@1 --output document.pdf")
    }

    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String
    @Option(help: "Where to write it.", completion: .file())
    var output: String
    @Flag(help: "The bridge letter of the report, not the report itself.")
    var bridge = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let file = try NewFile(at: output)
        let taken = try registry.export(
            registry.version(named: version), as: Noun.noun, isLetter: bridge, to: file.write)
        // What cannot be said any more to have left must not leave.
        try registry.log(taken, author: author.author(in: console))
        try file.publish()
        console.print(taken.sha256)
    }
}
