import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService
import Foundation

/// Runs one command line from words to exit status.
@main
enum Main {
    static func main() {
        Streams.prepare()
        let console = Console.system()
        guard let words = Console.words() else {
            console.complain("an argument is not UTF-8", hint: "set the terminal to UTF-8")
            exit(64)
        }
        exit(run(words, console))
    }

    /// Runs the words in this console and returns the exit status (`cli.md`, exit table).
    static func run(_ words: [String], _ console: Console) -> Int32 {
        var status: Int32
        do {
            var command = try parse(words)
            if let command = command as? any AttestryCommand {
                try command.run(in: console)
            } else {
                try command.run()
            }
            status = 0
        } catch {
            console.endProgress()
            status = Failure(error: error, words: words).report(to: console)
        }
        console.endProgress()
        for code in console.registry?.followedCodes ?? [] { console.note("note: \(code)") }
        status = tellDamages(to: console, words, status)
        do {
            try console.flush()
        } catch {
            let isChange = console.hasRecorded
            // Who reads a few lines and goes has what they wanted.
            if isChange || (error as? Streams.Failure)?.isBrokenPipe != true {
                console.complain(
                    "the output could not be written: \(error)",
                    hint: isChange
                        ? "the change itself is recorded"
                            + (words.starts(with: ["alert", "run"])
                                ? "; the next run prints it again" : "") : nil)
            }
            return isChange ? 74 : words.contains("--nagios") ? 3 : 1
        }
        if let doubt = console.registry?.doubt {
            console.complain(doubt.message, hint: doubt.hint)
            return 74
        }
        guard status == 1, console.hasRecorded else { return status }
        console.note("note: what was recorded before that stays recorded")
        return 74
    }
}

extension Main {
    /// Says what could not be evaluated and was passed over; returns the exit status, which is not
    /// 0 then, unless something was changed that has nothing to do with it.
    private static func tellDamages(to console: Console, _ words: [String], _ status: Int32)
        -> Int32
    {
        guard let damages = console.registry?.damages, !damages.isEmpty else { return status }
        for damage in damages.prefix(20) { console.note("damaged: \(damage)") }
        if damages.count > 20 { console.note("damaged: and \(damages.count - 20) more") }
        console.note("hint: attestry audit verify lists what is wrong")
        let isAnswer =
            !console.hasRecorded || words.starts(with: ["alert", "run"]) || words.first == "export"
        return isAnswer && status == 0 ? 2 : status
    }

    /// The command that the words spell.
    ///
    /// The verb is parsed on its own first: parsing it below its noun and the whole tool costs a
    /// third of the start-up. What does not parse so, help and slips, is parsed whole for the right
    /// words.
    private static func parse(_ words: [String]) throws -> any ParsableCommand {
        let tree = CommandTree(Attestry.self)
        if let misspelt = tree.misspelt(in: words) { throw misspelt }
        // What is wrong is said by the parser that has all words.
        if let (verb, rest) = tree.verb(in: words), let command = try? verb.parseAsRoot(rest),
            type(of: command) == verb
        {
            return command
        }
        return try Attestry.parseAsRoot(words)
    }
}

/// A command that runs in a console rather than on the process's own streams.
protocol AttestryCommand: ParsableCommand {
    func run(in console: Console) throws
}

/// The whole tool.
struct Attestry: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "attestry",
        abstract:
            "The registry for compliance evidence: what is in force, why, and what lapses next.",
        discussion: """
            One file holds everything: --registry PATH, else $ATTESTRY_REGISTRY, else
            ~/.local/share/attestry/registry.db. Nothing is ever stored as "valid": every
            answer is derived from dated facts, for today or for any --as-of day.

            Example:
              attestry init --organization 'Example Software B.V.' \\
                --owner security@example.com
              attestry certificate add iso27001 --scheme iso27001 --edition 2022 \\
                --number IS-1 --issuer 'Example Cert' --issued 2025-03-01 \\
                --expires 2028-02-28 --milestones
              attestry status
            """,
        version: version,
        subcommands: [
            InitCommand.self, StatusCommand.self, CheckCommand.self, PlanCommand.self,
            OverviewCommand.self, DoctorCommand.self, FindCommand.self, UndoCommand.self,
            EvidenceCommand.self,
            SettingsCommand.self, SchemeCommand.self, EditionCommand.self, ProductCommand.self,
            CertificateCommand.self, ReportCommand.self, CustomerCommand.self,
            AgreementCommand.self, ActivityCommand.self,
            DistributionCommand.self, AlertCommand.self, PageCommand.self, ImportCommand.self,
            ExportCommand.self, AuditCommand.self, BackupCommand.self,
            RestoreCommand.self, CalendarCommand.self, MetricsCommand.self,
            FeedCommand.self,
        ])
}
