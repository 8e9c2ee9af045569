import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementKindList: AttestryCommand {
    static let configuration = verb(
        "list", "List the kinds of agreements.",
        example: "attestry agreement kind list")

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        try console.print(
            try past.registry(registry.open(in: console)).agreementKinds(), AgreementKind.columns,
            output, of: ["agreement kind"])
    }
}
