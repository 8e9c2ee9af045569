import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementHistory: AttestryCommand {
    static let configuration = verb(
        "history", "Everything recorded about an agreement, by whom and when.",
        example: "attestry agreement history acme-nda")

    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        console.print(
            try registry.open(in: console).agreementHistory(Code(code, field: "code")),
            HistoryEntry.columns, output)
    }
}
