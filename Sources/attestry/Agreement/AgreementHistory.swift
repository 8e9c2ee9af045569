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
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try console.print(
            try registry.agreementHistory(
                registry.agreement(named: code, "code"), knownAt: past.moment(in: registry)),
            HistoryEntry.columns, output)
    }
}
