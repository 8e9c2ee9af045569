import ArgumentParser
import AttestryDomain
import AttestryService

struct ReportVoidBridge: ChangingCommand {
    static let configuration = verb(
        "void-bridge", "Mark a bridge letter as recorded in error.",
        example: """
            attestry report void-bridge soc2-cloud --signed 2026-11-16 \\
              --reason 'wrong day'
            """)

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Option(help: "The day it was signed.")
    var signed: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> VersionReference {
        let version = try registry.version(named: self.version)
        try registry.voidBridge(
            version, signed: registry.day(signed, "signed"), takesBack: void.takeBack,
            author: author)
        return version
    }
}
