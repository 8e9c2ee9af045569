import ArgumentParser
import AttestryDomain
import AttestryPage
import AttestryService

struct ExportOSCAL: AttestryCommand {
    static let configuration = verb(
        "oscal", "Write the claims of the page as an OSCAL component definition (1.1.3).",
        """
        What is published and in force on the day, and nothing else, as NIST's format
        for programs: a component for each claim and each product that one covers, who
        issued what, where to check it, and the hashes of the files for download. The
        same registry gives the same bytes all day. It says of no control that it is
        implemented: a certificate does not either.
        """,
        example: """
            attestry export oscal
            attestry export oscal --output trust.json --as-of +30
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var destination: DestinationOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(self.registry.open(in: console))
        let definition = ComponentDefinition(try registry.page(asOf: day))
        try destination.write(definition.json.document, in: console)
    }
}
