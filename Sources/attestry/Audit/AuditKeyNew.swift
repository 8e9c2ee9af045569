import ArgumentParser
import AttestryHost
import AttestryService

struct AuditKeyNew: AttestryCommand {
    static let configuration = verb(
        "new", "Make a key that signs checkpoints, and print its public half.",
        """
        The key's file must lie where neither the registry nor its copies lie: whoever
        has both can sign another past. Beside it FILE.last keeps the checkpoint that
        was signed last; lose neither. Give the line that is printed to whoever is to
        check: an auditor, a customer. A second key takes the place of the first after
        some time in which both sign.
        """,
        example: """
            attestry audit key new --origin registry.example.com/attestry \\
              --key /etc/attestry/log.key
            """)

    @Option(help: "The new file for the key.", completion: .file())
    var key: String
    @Option(help: "What tells this log from all others; the first key fixes it.")
    var origin: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let new = try registry.newLogKey(origin: origin)
        // The key is recorded last: one that nothing is known of signs nothing.
        let file = try NewFile(at: key, for: "key")
        try Array(new.file.utf8).withUnsafeBytes { try file.write($0) }
        try SigningKeyFile(path: key).keep(new.head)
        try file.publish {
            try registry.addLogKey(new.verifier, author: author.author(in: console))
        }
        console.print(new.verifier)
    }
}
