import ArgumentParser
import AttestryDomain
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
    @OptionGroup var taking: TakingOptions

    func run(in console: Console) throws {
        try taking.take(in: console) { registry, sink in
            try registry.exportAgreement(registry.agreement(named: code, "code"), to: sink)
        }
    }
}
