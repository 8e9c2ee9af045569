import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementVoid: ChangingCommand {
    static let configuration = verb(
        "void", "Take back an agreement recorded in error: on every day.",
        example: "attestry agreement void acme-nda --reason 'it was another company'")

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.agreement(named: self.code, "code")
        try registry.record(.voided, on: nil, to: code, author: author)
        return code
    }
}
