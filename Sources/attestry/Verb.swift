import ArgumentParser
import AttestryService

/// A verb that changes the registry and prints what it changed.
protocol ChangingCommand: AttestryCommand {
    associatedtype Why: AuthorGroup
    associatedtype Changed: CustomStringConvertible
    var change: ChangeOptions<Why> { get }

    /// Changes the registry; returns what is printed.
    func apply(to registry: Registry, by author: Author) throws -> Changed
}

extension ChangingCommand {
    func run(in console: Console) throws {
        let changed = try apply(
            to: change.registry.open(in: console), by: change.why.author(in: console))
        console.print(changed.description)
    }
}

extension ParsableCommand {
    /// What a verb is called, what it does, what else there is to know, and command lines that show
    /// it; a line of an example that ends with a backslash goes on in the next.
    static func verb(
        _ name: String, _ abstract: String, _ advice: String = "", example: String
    ) -> CommandConfiguration {
        let lines = example.utf8.split(separator: 0x0A).map { String(Substring($0)) }
        let count = lines.count { $0.utf8.starts(with: "attestry ".utf8) }
        let heading = count == 1 ? "Example:" : "Examples:"
        return CommandConfiguration(
            commandName: name, abstract: abstract,
            discussion: advice + (advice.isEmpty ? "" : "\n\n") + heading
                + lines.map { "\n  " + $0 }.joined())
    }
}
