import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct AgreementFile: AttestryCommand {
    static let configuration = verb(
        "file", "Write the document of an agreement to a file.",
        """
        Prints the SHA-256 of the bytes and leaves an entry of who took it. A file that
        exists is not overwritten.
        """,
        example: "attestry agreement file acme-nda --output acme-nda.pdf")

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @Option(help: "Where to write it.", completion: .file())
    var output: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let file = try NewFile(at: output)
        let taken = try registry.exportAgreement(
            registry.agreement(named: code, "code"), to: file.write)
        // What cannot be said any more to have left must not leave.
        try registry.log(taken, author: author.author(in: console))
        try file.publish()
        console.print(taken.sha256)
    }
}
