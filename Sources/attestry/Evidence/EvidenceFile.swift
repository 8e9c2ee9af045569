import ArgumentParser
import AttestryDomain
import AttestryService

struct EvidenceFile<Noun: EvidenceNoun>: AttestryCommand {
    static var configuration: CommandConfiguration {
        verb(
            "file", "Write the document of a \(Noun.noun.rawValue) to a file, for your own use.",
            """
            Prints the SHA-256 of the bytes. A file that exists is not overwritten. Unless
            its class is public it leaves an entry: 'attestry audit log CODE@1' shows who
            took it. To hand it to somebody use 'attestry distribution log --output'.
            """,
            example: "attestry \(Noun.noun.rawValue) file CODE@1 --output document.pdf")
    }

    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String
    @Flag(help: "The bridge letter of the report, not the report itself.")
    var bridge = false
    @OptionGroup var taking: TakingOptions

    func run(in console: Console) throws {
        try taking.take(in: console) { registry, sink in
            try registry.export(
                registry.version(named: version), as: Noun.noun, isLetter: bridge, to: sink)
        }
    }
}
