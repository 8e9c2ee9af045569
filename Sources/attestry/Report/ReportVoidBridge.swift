import ArgumentParser
import AttestryDomain
import AttestryService

struct ReportVoidBridge: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "void-bridge", abstract: "Mark a bridge letter as recorded in error.",
        discussion: """
            Example:
              attestry report void-bridge soc2-cloud --signed 2026-11-16 \\
                --reason 'wrong day'
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Option(help: "The day it was signed.")
    var signed: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: ReasonOptions

    func run(in console: Console) throws {
        try registry.open(in: console).voidBridge(
            VersionReference(version), signed: CivilDate(signed, field: "signed"),
            author: author.author(in: console))
        console.print(version)
    }
}
