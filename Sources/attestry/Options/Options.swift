import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

/// Which registry.
struct RegistryOptions: ParsableArguments {
    @Option(
        help: "The registry's file (default: $ATTESTRY_REGISTRY, else ~/.local/share/attestry).",
        completion: .file(extensions: ["db"]))
    var registry: String?

    /// The path, by `cli.md`: the option, the variable, the user's data directory.
    func path(in environment: [String: String]) throws -> String {
        if let registry { return registry }
        if let variable = environment["ATTESTRY_REGISTRY"], !variable.isEmpty { return variable }
        let home = environment["HOME"].map { $0 + "/.local/share" }
        let data = environment["XDG_DATA_HOME"].flatMap { $0.begins(with: "/") ? $0 : nil } ?? home
        guard let data else {
            throw RegistryError(
                .noRegistry, "nothing says where the registry is", hint: "give --registry PATH")
        }
        return data + "/attestry/registry.db"
    }

    func open(in console: Console) throws -> Registry {
        let path = try path(in: console.environment)
        let registry = try Registry(opening: path, clock: console.clock) {
            try former(path, in: console)
        }
        console.registry = registry
        return registry
    }

    /// Where a registry of an older version is kept before it is brought up to date.
    private func former(_ path: String, in console: Console) throws -> FormerFile {
        let file = try NewFile(
            namedAt: "\(path).before-\(console.clock.now().compact)",
            advice: "wait a second, then try again", makingDirectory: false)
        return Registry.former(
            path: file.path,
            publish: {
                try file.publish()
                console.note(
                    "note: brought up to date; as it was it is kept as \(file.targetPath.visible())"
                )
            }, withdraw: { file.withdraw() })
    }
}

/// How to write the result.
struct OutputOptions: ParsableArguments {
    @Option(help: "table, json or csv.")
    var format: OutputFormat = .table

    @Flag(help: "Print codes only.")
    var quiet = false
}

/// How to write a list.
struct ListOptions: ParsableArguments {
    @OptionGroup var output: OutputOptions

    @Flag(help: "Begin with the names of the columns in a pipe too.")
    var header = false

    var format: OutputFormat { output.format }
    var quiet: Bool { output.quiet }
}

/// Which day is asked about.
struct DayOptions: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: "The day asked about, YYYY-MM-DD, yesterday or +30 (default: today).")
    var asOf: String?

    func day(in registry: Registry) throws -> CivilDate? { try registry.day(given: asOf, "as-of") }
}

/// For whom and why something is changed; it goes into the log.
protocol AuthorGroup: ParsableArguments {
    func author(in console: Console) -> Author
}

struct AuthorOptions: AuthorGroup {
    @OptionGroup var vouching: VouchingOptions

    @Option(help: "Why this is done, for the log.")
    var reason: String?

    func author(in console: Console) -> Author { vouching.author(console, because: reason) }
}

/// For whom something is changed, and whether the clock may be believed.
struct VouchingOptions: ParsableArguments {
    @Option(help: "The person for whom this is done, for the log.")
    var onBehalfOf: String?

    @Flag(help: "Vouch for the machine's clock after it jumped; the log says so.")
    var acceptClock = false

    func author(_ console: Console, because reason: String?) -> Author {
        Author(
            actor: console.actor(), onBehalfOf: onBehalfOf, reason: reason,
            acceptsClock: acceptClock)
    }
}

/// For whom and why, where the log must say why.
struct ReasonOptions: AuthorGroup {
    @OptionGroup var vouching: VouchingOptions

    @Option(help: "Why; the log must say it.")
    var reason: String

    func author(in console: Console) -> Author { vouching.author(console, because: reason) }
}

/// Which registry is changed, for whom and why.
struct ChangeOptions<Why: AuthorGroup>: ParsableArguments {
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var why: Why
}

extension Optional where Wrapped == String {
    /// The code of an option or argument that was given.
    func code(_ name: String) throws -> Code? { try map { try Code($0, field: name) } }
}

/// Splits `KEY=VALUE` words. Throws `invalid` for a word without `=`.
func parseAssignments(_ words: [String], option: String) throws -> [String: String] {
    var values: [String: String] = [:]
    for word in words {
        guard let sign = word.unicodeScalars.firstIndex(of: "="), sign != word.startIndex else {
            throw RegistryError.invalid(option, word, "KEY=VALUE")
        }
        let key = String(word.unicodeScalars[..<sign])
        let value = String(word.unicodeScalars[sign...].dropFirst())
        guard values.updateValue(value, forKey: key) == nil else {
            throw RegistryError(.invalid, "\(option): '\(key.abbreviated)' is given twice")
        }
    }
    return values
}

/// What was known when.
struct PastOptions: ParsableArguments {
    @Option(help: "Answer from what was recorded by then: YYYY-MM-DDTHH:MM:SSZ, UTC, or a day.")
    var knownAt: String?

    /// The registry as it is, or as the log says it was.
    func registry(_ registry: Registry, about scope: KnownScope = .everything) throws -> Registry {
        try moment(in: registry).map { try registry.known(at: $0, about: scope) } ?? registry
    }

    func moment(in registry: Registry) throws -> Timestamp? {
        try knownAt.map { try registry.moment($0, "known-at") }
    }
}

/// Which day is asked about, and from what was known when.
struct KnownOptions: ParsableArguments {
    @OptionGroup var asked: DayOptions
    @OptionGroup var past: PastOptions

    /// The registry as it is, or as the log says it was, and the day asked about.
    func registry(_ registry: Registry, about scope: KnownScope = .everything) throws
        -> (Registry, CivilDate?)
    {
        (try past.registry(registry, about: scope), try asked.day(in: registry))
    }
}
