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

    /// Runs a voiding, and prints what was voided, on stderr what rests on it; or takes one back.
    func run(
        in console: Console, _ void: (_ isDryRun: Bool, Author) throws -> Voiding,
        takingBack: (Author) throws -> Void
    ) throws {
        let author = change.why.author(in: console)
        guard !undo.takeBack else { return try takingBack(author) }
        let voiding = try void(dryRun, author)
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
