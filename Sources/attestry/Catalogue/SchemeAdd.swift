import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a scheme of your own.",
        discussion: """
            Example:
              attestry scheme add c5 --kind report --title 'BSI C5 type 2' \\
                --set coverage=period --set freshness_months=12 --set release_class=nda
            """)

    @Argument(help: "The scheme's code.")
    var code: String
    @Option(
        help: "certificate, label_set, aoc, self_assessment, registration, statement or report.")
    var kind: String
    @Option(help: "Its full name.")
    var title: String?
    @OptionGroup var facts: FactOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        guard let kind = Scheme.Kind(rawValue: kind) else {
            let kinds = Scheme.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw RegistryError.invalid("kind", kind, "one of \(kinds)")
        }
        let registry = try registry.open(in: console)
        try registry.addScheme(
            Code(code, field: "code"), title: title, kind: kind, facts.stated(in: registry),
            author: author.author(in: console))
        console.print(code)
    }
}
