import ArgumentParser
import AttestryDomain
import AttestryService

struct CustomerVoidContract: ChangingCommand {
    static let configuration = verb(
        "void-contract", "Take back a contract recorded in error.",
        example: """
            attestry customer void-contract acme --since 2026-02-01 \\
              --reason 'it was never signed'
            """)

    @Argument(help: "The code.", completion: customerCompletion)
    var code: String
    @Option(help: "The first day of the contract, YYYY-MM-DD.")
    var since: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> Code {
        let code = try registry.customer(named: self.code, "code")
        try registry.voidContract(
            of: code, since: registry.day(since, "since"), takesBack: void.takeBack,
            author: author)
        return code
    }
}
