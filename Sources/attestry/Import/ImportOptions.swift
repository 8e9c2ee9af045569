import ArgumentParser

/// What every import takes.
struct ImportOptions: ParsableArguments {
    @Argument(help: "The file, or - for standard input.", completion: .file(extensions: ["csv"]))
    var file: String
    @Flag(help: "Check everything; record nothing.")
    var dryRun = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var author: AuthorOptions
}
