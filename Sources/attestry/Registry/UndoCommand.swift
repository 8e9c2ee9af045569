import ArgumentParser
import AttestryDomain
import AttestryService

struct UndoCommand: AttestryCommand {
    static let configuration = verb(
        "undo", "Take back your last command, by further entries of the log.",
        """
        What it made is voided or removed, what it changed is as it was; the log keeps
        both. It says what it would do and asks; in a pipe it needs --yes. Refused
        where something rests on it: a release, an alert, another change. A document
        that was attached to what was there stays, and that is said. An undo is taken
        back by the next one.
        """,
        example: """
            attestry undo --dry-run
            attestry undo --yes --reason 'typed for the wrong company'
            """)

    @Flag(help: "Say what would be taken back, and record nothing.")
    var dryRun = false
    @Flag(help: "Do not ask.")
    var yes = false
    @OptionGroup var change: ChangeOptions<AuthorOptions>
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let author = change.why.author(in: console)
        var undo = try registry.undo(isDryRun: true, author: author)
        if !dryRun {
            try confirm(undo, in: console)
            undo = try registry.undo(command: undo.command, isDryRun: false, author: author)
        }
        switch output.format {
        case .json where !output.quiet: console.print(JSONValue(undo, Undo.columns).document)
        default: try console.print(undo.steps, Undo.Step.columns, output)
        }
        let verb = dryRun ? "would be" : "is"
        console.note("note: \(undo.action) of \(undo.recordedAt) \(verb) taken back")
    }

    /// Shows a person what would be done and asks. Throws `invalid` where nobody can be asked, and
    /// where the answer is no.
    private func confirm(_ undo: Undo, in console: Console) throws {
        if yes { return }
        guard console.canAsk else {
            throw RegistryError(
                .invalid, "undo: nobody can be asked here",
                hint: "attestry undo --dry-run shows what would be taken back, attestry undo --yes "
                    + "takes it back")
        }
        console.note("\(undo.action) of \(undo.recordedAt) would be taken back:")
        for step in undo.steps.prefix(20) {
            console.note("  \(step.table) \(step.subject): \(step.becomes)")
        }
        if undo.steps.count > 20 { console.note("  and \(undo.steps.count - 20) more") }
        let answer = try console.ask("take it back? [y/N] ")
        guard ["y", "yes"].contains(answer.lowercased()) else {
            throw RegistryError(.invalid, "nothing was taken back")
        }
    }
}
