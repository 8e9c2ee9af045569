import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeShow: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a scheme with every fact, its source and how sure it is.",
        discussion: """
            Example:
              attestry scheme show iso27001
            """)

    @Argument(help: "The scheme.")
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions

    func run(in console: Console) throws {
        let scheme = try registry.open(in: console).scheme(Code(code, field: "code"))
        let facts =
            (scheme["facts"].elements ?? []).map { ($0, "") }
            + (scheme["editions"].elements ?? []).flatMap { edition in
                (edition["facts"].elements ?? []).map { ($0, edition["code"].cell) }
            }
        let rows: [JSONValue] = facts.map { fact, edition in
            guard case .object(var fields) = fact else { return fact }
            fields["edition"] = .string(edition)
            return .object(fields)
        }
        let columns = [
            Column("edition"), Column("name"), Column("value"),
            Column("confidence", .ifThereIsRoom), Column("confirmed"),
            Column("checked_on", .ifThereIsRoom), Column("source"),
            Column("note", .ifThereIsRoom),
            Column("origin", .fileOnly),
        ]
        switch output.format {
        case .json: console.print(scheme.document)
        case .csv: console.print(rows, columns, output, quiet: "name")
        case .table:
            if console.terminalWidth != nil, !output.quiet {
                console.printFields(["code", "title", "kind"].map { ($0, scheme[$0].cell) })
                console.print("")
            }
            console.print(rows, columns, output, quiet: "name")
        }
    }
}
