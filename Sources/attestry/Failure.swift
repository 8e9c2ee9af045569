import ArgumentParser
import AttestryDomain
import AttestryService

/// Findings were printed; the command did what it should and exits 2.
struct FindingsFound: Error {
    /// The exit status; a monitor has its own.
    var status: Int32 = 2
}

/// Turns any error into `error:` and `hint:` lines and an exit status.
struct Failure {
    private let error: any Error
    private let words: [String]

    init(_ error: any Error, words: [String]) {
        self.error = error
        self.words = words
    }

    /// Says what went wrong; returns the exit status.
    func report(to console: Console) -> Int32 {
        // Under --nagios every failure is UNKNOWN, whatever it is called elsewhere.
        if words.contains("--nagios"), !(error is FindingsFound), !isClean {
            console.print("ATTESTRY UNKNOWN - \(Syntax.monitor.escaped(summary.visible()))")
            return 3
        }
        switch error {
        case let error as FindingsFound:
            return error.status
        case let error as RegistryError:
            let names = FieldNames(words)
            for problem in error.problems {
                console.complain(problem.message(naming: names.name(of:)), hint: problem.hint)
            }
            return error.status
        case let error as ImportRefusal:
            for problem in error.problems { console.note(problem) }
            let count = error.problems.count
            console.complain(
                "\(count) problem\(count == 1 ? "" : "s"); nothing was imported",
                hint: "mend the file and import it again; --dry-run tries without recording")
            return 1
        default:
            return reportUsage(to: console)
        }
    }

    /// Whether it is a request for help, which is no failure.
    private var isClean: Bool { Attestry.exitCode(for: error) == .success }

    private var summary: String {
        (error as? RegistryError)?.message ?? Attestry.message(for: error)
    }

    private func reportUsage(to console: Console) -> Int32 {
        if isClean {
            console.print(Attestry.fullMessage(for: error))
            return 0
        }
        guard Attestry.exitCode(for: error) == .validationFailure else {
            console.complain("\(error)", hint: nil)
            return 1
        }
        let message = Attestry.message(for: error)
        let path = CommandTree(Attestry.self).path(of: words)
        if path.isEmpty, words.first?.begins(with: "-") == true {
            console.complain(
                "unknown option '\(words[0].abbreviated)'",
                hint: "options stand after the verb: attestry NOUN VERB OPTIONS")
            return 64
        }
        console.complain(
            message.prefix(1).lowercased() + message.dropFirst().onOneLine,
            hint: "\((["attestry"] + path).joined(separator: " ")) --help")
        return 64
    }
}

/// Under which names a verb takes the fields that a failure is about.
private struct FieldNames {
    private let help: String

    init(_ words: [String]) {
        help = CommandTree(Attestry.self).verb(in: words)?.0.helpMessage(columns: 10_000) ?? ""
    }

    /// The option, else the field by the name of its column.
    func name(of field: String) -> String {
        let dashed = field.replacing("_", with: "-")
        let options = Self.tables.compactMap { $0[field] } + [dashed]
        return options.map { "--\($0)" }.first {
            help.contains("\($0) ") || help.contains("\($0)/")
        }
            ?? field
    }

    /// The options of the fields whose columns have another name.
    private static let tables: [[String: String]] = [
        names(VersionContent.fields(of: .certificate)), names(VersionContent.fields(of: .report)),
        names(Customer.fields), names(AgreementTerms.fields), names(AgreementStart.fields),
        names(NewContactFields.fields), ["period_start": "period", "period_end": "period"],
    ]

    private static func names<Noun>(_ fields: [Field<Noun>]) -> [String: String] {
        let named = fields.compactMap { field in field.option.map { (field.name, $0) } }
        return Dictionary(named) { first, _ in first }
    }
}

extension RegistryError {
    /// The exit status of `cli.md`.
    var status: Int32 {
        switch kind {
        case .newerRegistry: 3
        case .clock: 4
        case .busy: 75
        case .outputLost: 74
        default: 1
        }
    }
}

/// The nouns and verbs, for suggesting the right word.
struct CommandTree {
    private let root: any ParsableCommand.Type

    init(_ root: any ParsableCommand.Type) {
        self.root = root
    }

    /// The nouns and verbs that the words begin with.
    func path(of words: [String]) -> [String] {
        var path: [String] = []
        var command = root
        for word in words {
            guard let next = child(word, of: command) else { break }
            path.append(word)
            command = next
        }
        return path
    }

    /// What is wrong with the first word that should be a noun or verb and is none.
    func misspelt(in words: [String]) -> (any Error)? {
        var command = root
        for word in words {
            let children = command.configuration.subcommands
            guard !children.isEmpty, !word.begins(with: "-"), word != "help" else { return nil }
            guard let next = child(word, of: command) else {
                let names = children.compactMap { $0.configuration.commandName }
                let near = names.nearest(to: word)
                let advice =
                    near.isEmpty
                    ? "use one of \(names.joined(separator: ", "))"
                    : "did you mean \(near.joined(separator: " or "))?"
                return ValidationError("unknown command '\(word.abbreviated)'; \(advice)")
            }
            command = next
        }
        return nil
    }

    /// The verb that the words begin with, and the words after it.
    func verb(in words: [String]) -> (any ParsableCommand.Type, [String])? {
        var command = root
        for (index, word) in words.enumerated() {
            guard let next = child(word, of: command) else { return nil }
            command = next
            if command.configuration.subcommands.isEmpty {
                return (command, Array(words.dropFirst(index + 1)))
            }
        }
        return nil
    }

    private func child(_ word: String, of command: any ParsableCommand.Type)
        -> (any ParsableCommand.Type)?
    {
        command.configuration.subcommands.first { $0.configuration.commandName == word }
    }
}

extension Substring {
    /// A parser's list of what would be right, as a sentence.
    fileprivate var onOneLine: String {
        replacing(". Please provide one of the following:", with: "; use one of")
            .split(separator: "\n  - ").enumerated()
            .map { $0.offset < 2 ? String($0.element) : ", \($0.element)" }
            .reduce("") { $0.isEmpty ? $1 : $1.begins(with: ",") ? $0 + $1 : "\($0) \($1)" }
    }
}
