import ArgumentParser
import AttestryDomain
import AttestryService

struct PageSet: AttestryCommand {
    static let configuration = verb(
        "set", "Say what the page tells of itself, in your own words.",
        """
        An empty text empties a field. --security-contact makes
        .well-known/security.txt (RFC 9116), which lapses 30 days after the last build.
        'attestry settings show' shows all of it.
        """,
        example: """
            attestry page set --title 'Trust at Example' --contact trust@example.com \\
              --address https://trust.example.com/
            attestry page set --not-held 'We hold no FedRAMP authorization.'
            """)

    @OptionGroup var fields: FieldOptions<PageTexts>
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        try registry.setPage(
            fields.form(in: registry).emptyingBlanks, author: author.author(in: console))
    }
}
