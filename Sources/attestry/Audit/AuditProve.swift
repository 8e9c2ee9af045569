import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct AuditProve: AttestryCommand {
    static let configuration = verb(
        "prove", "Prove to others what the log says, or that it only grew.",
        """
        The subject is an entry's number, a version, or the identifier of a copy. The
        proof (C2SP tlog-proof) has the entry, its path in the tree, and a checkpoint
        that was signed; it shows nothing of other entries. With --since it is the
        hashes that show that the log of an older checkpoint is how this one begins.
        """,
        example: """
            attestry audit prove iso27001@2 --checkpoint head.txt \\
              --output iso27001-2.tlog-proof
            attestry audit prove --since old.txt --checkpoint head.txt
            """)

    @Argument(help: "An entry's number, CODE@N, or a copy's identifier.")
    var subject: String?
    @Option(help: "The file of the signed checkpoint that it leads to.", completion: .file())
    var checkpoint: String
    @Option(help: "The file of an older checkpoint.", completion: .file())
    var since: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var destination: DestinationOptions

    func validate() throws {
        if (subject == nil) == (since == nil) {
            throw ValidationError("give what is to be proven, or --since FILE")
        }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let head = try InputFile.text(of: checkpoint)
        let proof: String
        if let subject {
            proof = try registry.proof(of: subject, in: head)
        } else {
            proof = try registry.consistency(from: InputFile.text(of: since ?? ""), to: head)
                .map { $0 + "\n" }.joined()
        }
        try destination.write(Array(proof.utf8), in: console)
    }
}
