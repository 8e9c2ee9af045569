import ArgumentParser
import AttestryService

struct AuditLog: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show the log, oldest first.",
        discussion: """
            --format json has the whole row after each change.

            Example:
              attestry audit log --subject iso27001 --last 20
            """)

    @Option(help: "Only entries about this code and its versions.", completion: codeCompletion)
    var subject: String?
    @Option(help: "Only so many of the newest.")
    var last: Int?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let last, last < 0 { throw ValidationError("--last cannot be negative") }
    }

    func run(in console: Console) throws {
        var printer = ListPrinter(console, Registry.logColumns, output, quiet: "sequence")
        try registry.open(in: console).eachEntry(about: subject, newest: last) { printer.add($0) }
        printer.finish()
    }
}
