import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementVoid: AttestryCommand {
    static let configuration = verb(
        "void", "Take back an agreement recorded in error: on every day.",
        "Names the releases that rest on it; --dry-run does so without recording it.",
        example: """
            attestry agreement void acme-nda --dry-run --reason 'it was another company'
            attestry agreement void acme-nda --reason 'it was another company'
            """)

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @OptionGroup var void: VoidOptions

    func run(in console: Console) throws {
        let registry = try void.registry(in: console)
        let code = try registry.agreement(named: self.code, "code")
        try void.run(in: console) {
            try registry.voidAgreement(code, isDryRun: $0, author: $1)
        } takingBack: {
            try registry.unvoidAgreement(code, author: $0)
            console.print(code.description)
        }
    }
}
