import ArgumentParser
import AttestryDomain
import AttestryService

struct AlertSnooze: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "snooze",
        abstract: "Put it off: nothing about it until a day, and once more then.",
        discussion: """
            Example:
              attestry alert snooze 17 --until 2027-01-15 --reason 'waiting for the auditor'
            """)

    @Argument(help: "The alert's number.", completion: openAlertCompletion)
    var id: Int
    @Option(help: "The day on which it is said once more, YYYY-MM-DD.")
    var until: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try registry.snoozeAlert(
            id, until: registry.day(until, "until"), author: author.author(in: console))
    }
}
