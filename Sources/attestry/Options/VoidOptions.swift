import ArgumentParser
import AttestryService

/// How a voiding is tried or done, and what it says.
struct VoidOptions: ParsableArguments {
    @Flag(help: "Say what rests on it, and record nothing.")
    var dryRun = false
    @OptionGroup var undo: TakeBackOptions
    @OptionGroup var change: ChangeOptions<ReasonOptions>
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if dryRun, undo.takeBack { throw ValidationError("--dry-run tries a void, no --take-back") }
    }

    func registry(in console: Console) throws -> Registry { try change.registry.open(in: console) }

    func author(in console: Console) -> Author { change.why.author(in: console) }

    /// Runs a voiding; prints what was voided, and on stderr what rests on it.
    func run(
        in console: Console, _ body: (Registry, _ isDryRun: Bool, Author) throws -> Voiding
    ) throws {
        let voiding = try body(registry(in: console), dryRun, author(in: console))
        for rest in voiding.resting.prefix(Self.longestList) {
            let noun = rest.kind == .child ? "certificate" : "release"
            console.note("note: \(noun) \(rest.name) rests on it: \(rest.fact)")
        }
        let left = voiding.resting.count - Self.longestList
        if left > 0 { console.note("note: and \(left) more; --format json names all of them") }
        try console.show(voiding, Voiding.columns, output, name: voiding.name) {
            console.print(dryRun ? "\(voiding.name) would be voided" : voiding.name)
        }
    }

    private static let longestList = 20
}
