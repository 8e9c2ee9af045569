import ArgumentParser
import AttestryDomain
import AttestryService

struct FindCommand: AttestryCommand {
    static let configuration = verb(
        "find", "Find everything that holds a text: codes, names, addresses, numbers, hashes.",
        """
        Case and accents do not matter. Of a SHA-256 the first six digits are
        enough; it finds the document, and every copy of it that went out.
        """,
        example: """
            attestry find acme.example
            attestry find j.doe@acme.example
            attestry find 9f86d081
            """)

    @Argument(help: "The text.")
    var text: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var past: PastOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let registry = try past.registry(registry.open(in: console))
        try console.print(registry.find(text), Registry.foundColumns, output)
    }
}
