import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct AgreementFile: AttestryCommand {
    static let configuration = verb(
        "file", "Write the document of an agreement to a file.",
        "Prints the SHA-256 of the bytes. A file that exists is not overwritten.",
        example: "attestry agreement file acme-nda --output acme-nda.pdf")

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @Option(help: "Where to write it.", completion: .file())
    var output: String
    @OptionGroup var registry: RegistryOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let file = try NewFile(at: output)
        let code = try registry.agreement(named: self.code, "code")
        let sha256 = try registry.exportAgreement(code, to: file.write)
        try file.publish()
        console.print(sha256)
    }
}
