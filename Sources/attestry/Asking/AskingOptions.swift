import ArgumentParser

/// Whether an `add` may ask for what it lacks.
struct AskingOptions: ParsableArguments {
    @Flag(help: "Refuse what lacks something, rather than ask for it at a terminal.")
    var noInput = false
}
