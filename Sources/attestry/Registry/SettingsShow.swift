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
    @OptionGroup var past: PastOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let settings = try past.registry(registry.open(in: console)).settings()
        try console.show(settings, Settings.columns, output, quiet: "organization")
    }
}
