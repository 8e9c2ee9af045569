import AttestryDomain
import AttestryHost
import AttestryService
import Foundation

extension Console {
    /// The process's own streams.
    static func system() -> Console {
        let size = Streams.isTerminal(.output) ? Streams.terminalSize() : nil
        return Console(
            clock: .system, environment: ProcessInfo.processInfo.environment,
            actor: Streams.userName, terminalWidth: size?.columns, terminalHeight: size?.lines,
            progress: Streams.isTerminal(.errors) ? progressLine() : nil,
            readInput: InputFile.standardInput,
            readAnswer: Streams.hasPerson ? { readLine() } : nil,
            writeOutput: { try Streams.write($0, to: .output) },
            // There is no other place to say that this one is lost.
            writeErrors: { try? Streams.write($0, to: .errors) })
    }

    /// The words after the program's name; nil where one is not UTF-8, which would be stored as
    /// another text than was typed.
    static func words() -> [String]? {
        let words = (1..<max(1, Int(CommandLine.argc))).map { index in
            CommandLine.unsafeArgv[index].flatMap { String(validatingCString: $0) }
        }
        return words.contains(nil) ? nil : words.compactMap(\.self)
    }

    /// The bytes of a file, or of standard input for `-`. Throws `notFound` where it cannot be
    /// read.
    func contents(of path: String) throws -> [UInt8] {
        try path == "-" ? readInput() : InputFile.contents(of: path)
    }

    /// The folder that a file lies in; nil for `-`.
    static func folder(of path: String) -> String? {
        path == "-" ? nil : InputFile.folder(of: path)
    }

    /// The line begins with the nouns and verbs, without what follows them: that may be a secret.
    private static func progressLine() -> ProgressLine {
        let words = CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") }.prefix(2)
        return ProgressLine(words.joined(separator: " ").visible(keepingNewlines: false)) {
            // A line that only tells how far it is may be lost.
            try? Streams.write(Array($0.utf8), to: .errors)
        }
    }
}

extension Clock {
    /// The machine's clock, with the machine's time zones.
    static let system = Clock(
        now: { Timestamp(secondsSinceEpoch: time(nil)) }, offset: Zone.offset)
}
