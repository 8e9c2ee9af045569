import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct InitCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Create a registry.",
        discussion: """
            Example:
              attestry init --organization 'Example Software B.V.' \\
                --time-zone Europe/Amsterdam --owner security@example.com
            """)

    @Option(help: "The organization that holds the evidence.")
    var organization: String
    @Option(
        help: "The zone whose date is today, such as Europe/Amsterdam (default: the machine's).")
    var timeZone: String?
    @Option(help: "Who receives alerts about evidence without an owner of its own.")
    var owner: String?
    @Option(help: "Who is told when an alert stays unanswered.")
    var escalation: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let path = try registry.path(in: console.environment)
        let zone =
            timeZone ?? console.environment["TZ"].flatMap { $0.isEmpty ? nil : $0 }
            ?? Zone.ofMachine
        let settings = Settings(
            organization: organization, timeZone: zone == "GMT" ? "UTC" : zone, owner: owner,
            escalation: escalation, catalogueVersion: 0)
        let file = try NewFile(namedAt: path, advice: "attestry status shows what it holds")
        try Registry.create(
            at: file.path, settings: settings, clock: console.clock,
            author: author.author(in: console))
        try file.publish()
        console.hasCreated = true
        console.print(path.visible())
        if owner == nil {
            console.note("note: no owner yet; attestry settings edit --owner EMAIL names one")
        }
    }
}
