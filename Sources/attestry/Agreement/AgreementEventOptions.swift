import ArgumentParser
import AttestryDomain
import AttestryService

/// What the verbs that record an event of an agreement have in common.
struct AgreementEventOptions: ParsableArguments {
    @Argument(help: "The code.", completion: agreementCompletion)
    var code: String
    @Option(help: "The day it happened, YYYY-MM-DD (default: today).")
    var on: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func record(
        _ happening: AgreementHappening, file: DocumentSource? = nil, in console: Console
    ) throws {
        try registry.open(in: console).record(
            happening, on: Code(code, field: "code"), file: file, author: author.author(in: console)
        )
        console.print(code)
    }
}
