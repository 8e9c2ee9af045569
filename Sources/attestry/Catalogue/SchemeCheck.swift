import ArgumentParser
import AttestryDomain
import AttestryService

struct SchemeCheck: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "List facts whose source was last read over a year ago; any exits 2.",
        discussion: """
            A fact that holds still is entered again with the day it was read:
              attestry scheme edit tisax --set validity_months=36 \\
                --source portal.enx.com --checked-on 2027-11-24

            Example:
              attestry scheme check tisax
            """)

    @Argument(help: "Only facts about this scheme.", completion: schemeCompletion)
    var scheme: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var known: KnownOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let (registry, day) = try known.registry(registry.open(in: console))
        let old = try registry.oldFacts(
            of: scheme.map { try Code($0, field: "scheme") }, asOf: day)
        try console.print(old, OldFact.columns, output, quiet: "scheme")
        if !old.isEmpty { throw FindingsFound() }
    }
}
