import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementKindList: AttestryCommand {
    static let configuration = verb(
        "list", "List the kinds of agreements.",
        example: "attestry agreement kind list")

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(
            try registry.open(in: console).agreementKinds(), AgreementKind.columns, output)
    }
}
