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
    let error: any Error
    let words: [String]

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
        case is OutputLost:
            return 1
        case let error as RegistryError:
            let names = FieldNames(words)
            for problem in error.problems {
                console.complain(
                    problem.message(naming: names.name(of:)), hint: problem.hint.map(typed))
            }
            return error.status
        case let error as ImportRefusal:
            for note in error.notes { console.note("note: \(note)") }
            for problem in error.problems { console.note(problem) }
            console.complain(
                "\(error.count.of("problem")); nothing was imported",
                hint: error.hasExisting
                    ? CommandTree(Attestry.self).line(
                        ["import", words.dropFirst().first ?? "KIND"],
                        "FILE --existing skip leaves rows about what is there already, "
                            + "--existing update changes what they say otherwise")
                    : "mend the file and import it again; --dry-run tries without recording")
            return 1
        default:
            return reportUsage(to: console)
        }
    }

    /// A hint that begins with an option or a verb, as a command that can be typed.
    private func typed(_ hint: String) -> String {
        let tree = CommandTree(Attestry.self)
        let path = tree.path(of: words)
        let noun = Array(path.dropLast())
        if hint.begins(with: "--help") { return tree.line(path, hint) }
        let begins = !noun.isEmpty && tree.isVerb(hint.parts(at: " ")[0], of: noun)
        return begins ? tree.line(noun, hint) : hint
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
            hint: CommandTree(Attestry.self).line(path, "--help"))
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
        let known = Self.options.filter { $0.field == field }.map(\.option)
        return (known + [field.replacing("_", with: "-")]).map { "--\($0)" }
            .first { help.contains("\($0) ") || help.contains("\($0)/") } ?? field
    }

    /// The options of the fields whose columns have another name.
    private static let options: [(field: String, option: String)] =
        options(VersionContent.fields(of: .certificate))
        + options(VersionContent.fields(of: .report)) + options(Customer.fields)
        + options(AgreementTerms.fields) + options(AgreementStart.fields)
        + options(NewContactFields.fields) + options(Activity.fields)
        + options(ActivityCadence.fields) + options(RecordFields.fields)
        + options(PageTexts.fields)
        + [("period_start", "period"), ("period_end", "period"), ("due_on", "due")]

    private static func options<Noun>(_ fields: [Field<Noun>]) -> [(field: String, option: String)]
    {
        fields.compactMap { field in field.option.map { (field.name, $0) } }
    }
}

extension RegistryError {
    /// The exit status of `cli.md`.
    var status: Int32 {
        switch kind {
        case .usage: 64
        case .newerRegistry: 3
        case .clock: 4
        case .busy: 75
        case .outputLost: 74
        default: 1
        }
    }
}

extension Substring {
    /// A parser's list of what would be right, as a sentence.
    fileprivate var onOneLine: String {
        let parts = replacing(". Please provide one of the following:", with: "; use one of")
            .split(separator: "\n  - ")
        let words = parts.dropFirst().joined(separator: ", ")
        return words.isEmpty ? String(self) : "\(parts[0]) \(words)"
    }
}
