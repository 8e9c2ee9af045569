import ArgumentParser
import AttestryDomain

/// The nouns and verbs, for finding a verb and suggesting the right word.
struct CommandTree {
    private let root: any ParsableCommand.Type

    init(_ root: any ParsableCommand.Type) {
        self.root = root
    }

    /// The nouns and verbs that the words begin with.
    func path(of words: [String]) -> [String] {
        let words = words.withoutHelp
        return Array(words.prefix(reached(by: words).depth))
    }

    /// Whether a word is a verb of a noun.
    func isVerb(_ word: String, of noun: [String]) -> Bool {
        let (command, depth) = reached(by: noun + [word])
        return depth > noun.count && command.configuration.subcommands.isEmpty
    }

    /// A command line that begins with nouns and verbs.
    func line(_ path: [String], _ rest: String) -> String {
        (["attestry"] + path + [rest]).joined(separator: " ")
    }

    /// The verb that the words begin with, and the words after it.
    func verb(in words: [String]) -> (any ParsableCommand.Type, [String])? {
        let (command, depth) = reached(by: words)
        guard command.configuration.subcommands.isEmpty else { return nil }
        return (command, Array(words.dropFirst(depth)))
    }

    /// What is wrong with the first word that should be a noun or verb and is none.
    func misspelt(in words: [String]) -> (any Error)? {
        let words = words.withoutHelp
        let (command, depth) = reached(by: words)
        let names = command.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard !names.isEmpty, let word = words.dropFirst(depth).first, !word.begins(with: "-"),
            word != "help"
        else { return nil }
        let near = names.nearest(to: word)
        let advice =
            near.isEmpty
            ? "use one of \(names.joined(separator: ", "))"
            : "did you mean \(near.joined(separator: " or "))?"
        return ValidationError("unknown command '\(word.abbreviated)'; \(advice)")
    }

    /// The noun or verb that the words lead to, and how many of them do.
    private func reached(by words: [String]) -> (command: any ParsableCommand.Type, depth: Int) {
        var command = root
        for (depth, word) in words.enumerated() {
            let children = command.configuration.subcommands
            guard let next = children.first(where: { $0.configuration.commandName == word }) else {
                return (command, depth)
            }
            command = next
        }
        return (command, words.count)
    }
}

extension [String] {
    /// The command line that follows `help`, which is one too.
    fileprivate var withoutHelp: [String] { first == "help" ? Array(dropFirst()) : self }
}
