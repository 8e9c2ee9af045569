import ArgumentParser
import AttestryService

struct AuditCheckpoint: AttestryCommand {
    static let configuration = verb(
        "checkpoint", "Sign the head of the log, for others to keep.",
        """
        It is a signed note of C2SP: the log's origin, the number of its entries, and
        the root of a tree over them (RFC 6962). Whoever keeps one finds out later
        whether the log was cut, rewritten, or put back: audit verify --checkpoint. A
        log that does not go on from the checkpoint signed last is never signed.
        """,
        example: """
            attestry audit checkpoint --key /etc/attestry/log.key
            attestry audit checkpoint --key old.key --key new.key --output head.txt
            """)

    @Option(
        help: ArgumentHelp("The key's file; several sign together.", valueName: "file"),
        completion: .file())
    var key: [String]
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var destination: DestinationOptions

    func validate() throws {
        if key.isEmpty { throw ValidationError("--key FILE is needed") }
    }

    func run(in console: Console) throws {
        let signed = try SigningKeyFile.sign(registry.open(in: console), with: key)
        try destination.write(Array(signed.utf8), in: console)
    }
}
