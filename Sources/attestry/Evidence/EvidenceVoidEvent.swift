import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceVoidEvent<Noun: EvidenceNoun>: ChangingCommand {
    static var configuration: CommandConfiguration {
        verb(
            "void-event", "Mark an event as recorded in error.",
            example: """
                attestry \(Noun.noun.rawValue) void-event CODE@2 withdrawn --on 2026-03-01 \\
                  --reason 'wrong one'
                """)
    }

    @Argument(help: "CODE or CODE@N.", completion: codeCompletion)
    var version: String
    @Argument(help: "suspended, restored, withdrawn or cancelled.")
    var kind: String
    @Option(help: "The day of the event, YYYY-MM-DD.")
    var on: String
    @OptionGroup var void: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>

    func apply(to registry: Registry, by author: Author) throws -> VersionReference {
        let version = try registry.version(named: self.version)
        try registry.voidEvent(
            Event.Kind(kind, field: "kind"), on: registry.day(on, "on"), of: version,
            as: Noun.noun, takesBack: void.takeBack, author: author)
        return version
    }
}
