import ArgumentParser
import AttestryDomain
import AttestryService

struct SettingsShow: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show organization, time zone, owner and escalation.",
        discussion: """
            Example:
              attestry settings show --format json
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let settings = try registry.open(in: console).settings()
        let document: JSONValue = [
            "organization": .string(settings.organization), "time_zone": .string(settings.timeZone),
            "owner": .text(settings.owner), "escalation": .text(settings.escalation),
            "catalogue_version": .number(settings.catalogueVersion),
        ]
        let names = ["organization", "time_zone", "owner", "escalation", "catalogue_version"]
        switch output.format {
        case .json: console.print(document.document)
        case .csv:
            console.print([document], names.map { Column($0) }, output, quiet: "organization")
        case .table where output.quiet: console.print(settings.organization.visible())
        case .table: console.printFields(names.map { ($0, document[$0].cell) })
        }
    }
}
