import ArgumentParser
import Foundation
import Testing

@testable import attestry

/// What holds for each verb of the tool, found by walking its tree.
struct CommandTreeTests {
    /// A verb with the nouns before it.
    struct Verb: CustomTestStringConvertible {
        let path: [String]
        let command: any ParsableCommand.Type

        var name: String { path.joined(separator: " ") }
        var testDescription: String { name }
    }

    /// The verbs below a command.
    static func verbs(
        of command: any ParsableCommand.Type = Attestry.self, path: [String] = []
    ) -> [Verb] {
        let children = command.configuration.subcommands
        guard !children.isEmpty else { return [Verb(path: path, command: command)] }
        return children.flatMap {
            verbs(of: $0, path: path + [$0.configuration.commandName ?? ""])
        }
    }

    /// The verbs that no line of these transcripts runs.
    private static func unseen(in transcripts: [String]) -> [String] {
        let lines = transcripts.flatMap { $0.split(separator: "\n") }
            .filter { $0.hasPrefix("$ ") }
            .map { Session.words(of: String($0.dropFirst(2))).dropFirst() }
        return verbs().filter { verb in !lines.contains { $0.starts(with: verb.path) } }
            .map(\.name)
    }

    @Test func `every verb stands in a transcript`() throws {
        #expect(Self.unseen(in: try TranscriptTests.texts()) == [])
    }

    @Test func `a verb that stands in no transcript is named`() throws {
        let without = try TranscriptTests.texts().map {
            $0.replacing("$ attestry doctor", with: "# attestry doctor")
        }
        #expect(Self.unseen(in: without) == ["doctor"])
    }

    @Test(arguments: verbs())
    func `the help of a verb says what it does and shows an example that parses`(verb: Verb) throws
    {
        let configuration = verb.command.configuration
        #expect(configuration.abstract.hasSuffix("."))
        let examples = Self.examples(configuration.discussion)
        #expect(examples.contains { $0.dropFirst().starts(with: verb.path) })
        for words in examples where words.first == "attestry" {
            #expect(throws: Never.self, "\(words)") {
                _ = try Attestry.parseAsRoot(Array(words.dropFirst()))
            }
        }
    }

    @Test(arguments: verbs())
    func `the help of a verb explains each of its options`(verb: Verb) throws {
        let help = try Session().run(verb.path + ["--help"])
        #expect(help.status == 0)
        let dump = try Session().run(verb.path + ["--experimental-dump-help"])
        let tool = try JSONDecoder().decode(Tool.self, from: Data(dump.output.utf8))
        #expect(!(tool.command.arguments ?? []).isEmpty)
        for argument in tool.command.arguments ?? [] {
            #expect(argument.abstract != nil, "\(argument)")
            #expect(argument.shouldDisplay, "\(argument)")
            let word = argument.names?.last.map { "--\($0.name)" } ?? "<\(argument.valueName ?? "")"
            #expect(help.output.contains(word), "\(word)")
        }
    }

    @Test(arguments: verbs())
    func `a verb that answers as of a day answers from what was known then too`(verb: Verb) throws {
        let dump = try Session().run(verb.path + ["--experimental-dump-help"])
        let tool = try JSONDecoder().decode(Tool.self, from: Data(dump.output.utf8))
        let names = (tool.command.arguments ?? []).flatMap { ($0.names ?? []).map(\.name) }
        // A run happens now, and a package is the whole log as it was signed: neither shows a past.
        guard names.contains("as-of"), !["alert run", "audit package"].contains(verb.name) else {
            return
        }
        #expect(names.contains("known-at"))
    }

    @Test func `every command that a text of the program names can be typed`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let files = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
        var count = 0
        for file in (files ?? []).filter({ $0.hasSuffix(".swift") }) {
            let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
            for line in text.split(separator: "\n") where !line.contains("///") {
                for rest in line.components(separatedBy: "attestry ").dropFirst() {
                    let all = rest.split(separator: " ").map(String.init)
                    var words = Array(all.prefix { Self.isWord($0) })
                    // What a line or a literal does not end, the next one may.
                    guard words.count < all.count, all[words.count] != "\"" else { continue }
                    let last = all[words.count].prefix { $0.isLetter || $0 == "-" }
                    if Self.isWord(String(last)) { words.append(String(last)) }
                    if words.isEmpty { continue }
                    count += 1
                    #expect(Self.canBeTyped(words), "\(file): attestry \(rest)")
                }
            }
        }
        #expect(count > 100)
    }

    @Test func `a command that is none is noticed`() {
        #expect(!Self.canBeTyped(["certificate", "show-all"]))
        #expect(!Self.canBeTyped(["certificates", "list"]))
        #expect(Self.canBeTyped(["audit", "verify", "lists", "what", "is", "wrong"]))
    }

    /// Whether it may be a noun or a verb, or what is put in for one.
    private static func isWord(_ text: String) -> Bool {
        text.hasPrefix("\\(")
            || !text.isEmpty
                && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
                && !text.hasPrefix("-")
    }

    /// Whether the words begin with nouns and a verb; what is put in later may be any noun.
    private static func canBeTyped(_ words: [String]) -> Bool {
        var command: any ParsableCommand.Type = Attestry.self
        for word in words {
            let children = command.configuration.subcommands
            if children.isEmpty { return true }
            if word.hasPrefix("\\(") {
                // What is put in is the verb.
                if command == ImportCommand.self || command == ExportCommand.self { return true }
                command = CertificateCommand.self
                continue
            }
            guard let next = children.first(where: { $0.configuration.commandName == word }) else {
                return false
            }
            command = next
        }
        return command.configuration.subcommands.isEmpty || words.last?.hasPrefix("\\(") == true
            || command == ImportCommand.self
    }

    /// The command lines of a discussion, as words; a line that ends with `\` goes on.
    private static func examples(_ discussion: String) -> [[String]] {
        let text = discussion.replacing("\\\n", with: " ")
        guard let start = text.range(of: "Example") else { return [] }
        return text[start.upperBound...].split(separator: "\n").dropFirst()
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.hasPrefix("attestry ") }
            .map { Session.words(of: $0) }
    }

    /// What ArgumentParser tells of a command.
    private struct Tool: Decodable {
        struct Command: Decodable {
            let arguments: [Argument]?
        }

        struct Argument: Decodable {
            let abstract: String?
            let shouldDisplay: Bool
            let valueName: String?
            let names: [Name]?
        }

        struct Name: Decodable {
            let name: String
        }

        let command: Command
    }
}
