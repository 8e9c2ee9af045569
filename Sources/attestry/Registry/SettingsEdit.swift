import ArgumentParser
import AttestryService

struct SettingsEdit: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change organization, time zone, owner or escalation.",
        discussion: """
            Example:
              attestry settings edit --owner security@example.com
            """)

    @Option(help: "The organization that holds the evidence.")
    var organization: String?
    @Option(help: "The zone whose date is today, such as Europe/Amsterdam.")
    var timeZone: String?
    @Option(help: "Who receives alerts about evidence without an owner; empty for nobody.")
    var owner: String?
    @Option(help: "Who is told when an alert stays unanswered; empty for nobody.")
    var escalation: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        try registry.open(in: console).editSettings(
            organization: organization, timeZone: timeZone, owner: owner, escalation: escalation,
            author: author.author(in: console))
    }
}
