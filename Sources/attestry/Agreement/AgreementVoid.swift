import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementVoid: ChangingCommand {
    static let configuration = verb(
        "void", "Take back an agreement recorded in error: on every day.",
        example: "attestry agreement void acme-nda --reason 'it was another company'")

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> String {
        let agreement = try Code(code, field: "code")
        if void.takeBack {
            try registry.unvoidAgreement(agreement, author: author)
        } else {
            try registry.record(.voided, on: nil, to: agreement, author: author)
        }
        return code
    }
}
