import ArgumentParser

/// Whether a void was itself the error.
struct TakeBackOptions: ParsableArguments {
    @Flag(help: "Take the void back: it was right as recorded.")
    var takeBack = false
}
