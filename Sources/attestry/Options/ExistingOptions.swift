import ArgumentParser
import AttestryService

/// What becomes of rows about what the registry has already.
struct ExistingOptions: ParsableArguments {
    @Option(
        name: .customLong("existing"),
        help: "Rows about what is there already: refuse, skip or update.")
    var rows = ExistingRows.refuse
}

extension ExistingRows: ExpressibleByArgument {}
