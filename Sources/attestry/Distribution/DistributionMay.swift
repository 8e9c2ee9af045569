import ArgumentParser
import AttestryDomain
import AttestryService

struct DistributionMay: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "may", abstract: "Ask whether it may go out; nothing is recorded.",
        discussion: """
            Prints yes or no, with every rule that refuses; exits 2 where one does.

            Example:
              attestry distribution may soc2-cloud --to acme \\
                --contact j.doe@acme.example --basis 'runs their vendor reviews'
            """)

    @OptionGroup var recipient: RecipientOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let answer = try registry.open(in: console).may(recipient.request(), asOf: day.day)
        switch output.format {
        case .json: console.print(answer.json.document)
        case .csv:
            let names = ["allowed", "rules", "warnings", "version", "class", "sha256"]
            let rules: JSONValue = .texts(answer.rules.map(\.rule))
            var row: [String: JSONValue] = ["rules": rules]
            for name in names where name != "rules" { row[name] = answer.json[name] }
            console.print([.object(row)], names.map { Column($0) }, output, quiet: "allowed")
        case .table:
            console.print(answer.isAllowed ? "yes" : "no")
            if !output.quiet { console.explain(answer) }
        }
        if !answer.isAllowed { throw FindingsFound() }
    }
}
