import AttestryDomain
import AttestryHost
import AttestryService
import Foundation

@testable import attestry

/// Somebody at a command line: a directory with a registry, a clock, a console.
final class Session {
    /// What a command left: its status and what it wrote.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// The directory, which goes with the session.
    let directory: URL
    /// The day on the clock, which stands at noon in UTC.
    var day = CivilDate(dayNumber: 0)
    /// The columns of the terminal; nil for a pipe.
    var width: Int?
    /// What a command reads where it is given `-`.
    var input = ""
    /// What somebody types at the terminal while the next command runs; nil where nobody is there.
    var answers: [String]?
    /// The user whose commands they are.
    var actor = "tester"
    /// The number of the last entry of the log that the catalogue made.
    private var catalogue = 0

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "attestry-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    /// Runs a command of these words.
    func run(_ words: [String]) -> Outcome {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        let noon = day.dayNumber * 86_400 + 43_200
        var answers = self.answers ?? []
        // What is typed stands on the terminal.
        let readAnswer: () -> String? = {
            guard !answers.isEmpty else { return nil }
            let answer = answers.removeFirst()
            errors += Array((answer + "\n").utf8)
            return answer
        }
        let console = Console(
            clock: Clock(
                now: { Timestamp(secondsSinceEpoch: noon) }, offset: Zone.offset),
            environment: [
                "ATTESTRY_REGISTRY": directory.appending(path: "registry.db").path, "NO_COLOR": "1",
            ],
            actor: { [actor] in actor }, terminalWidth: width,
            readInput: { [input] in Array(input.utf8) },
            readAnswer: self.answers == nil ? nil : readAnswer,
            writeOutput: { output += $0 }, writeErrors: { errors += $0 })
        let status = Main.run(words, console)
        self.answers = nil
        return Outcome(
            status: status, output: String(decoding: output, as: UTF8.self),
            errors: String(decoding: errors, as: UTF8.self))
    }

    /// Runs a line as a shell splits it, with single quotes; `./NAME` is a file of the directory.
    func run(line: String) -> Outcome {
        run(
            Self.words(of: line).dropFirst().map {
                $0.hasPrefix("./") ? directory.appending(path: String($0.dropFirst(2))).path : $0
            })
    }

    /// Writes a file of the directory.
    func write(_ content: String, to name: String) throws {
        try content.write(to: directory.appending(path: name), atomically: true, encoding: .utf8)
    }

    /// Splits a line into words as a shell does, with single quotes.
    static func words(of line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in line {
            switch character {
            case "'":
                isQuoted.toggle()
                word = word ?? ""
            case " " where !isQuoted:
                if let word { words.append(word) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        return words + [word].compactMap { $0 }
    }
}

extension Session {
    /// Takes a direction of a transcript: the day, what the output is, what is typed.
    func direct(_ line: String) throws {
        let word = String(line.dropFirst(2))
        switch line.first {
        case "@": day = try CivilDate(word, field: "day")
        case "=": width = Int(word)
        case ">": answers = (answers ?? []) + (word == "^D" ? [] : [word])
        default: break
        }
    }

    /// What a transcript shows of a command. Entries of the log count from the catalogue's last, as
    /// `+1`, so that a further fact in the catalogue changes no transcript.
    func transcribed(_ line: String) -> String {
        let outcome = run(line: line)
        let words = Self.words(of: line).dropFirst()
        var text = outcome.output
        if words.first == "init", outcome.status == 0 {
            let newest = run(["audit", "log", "--last", "1"]).output
            catalogue = newest.split(separator: "\t").first.flatMap { Int($0) } ?? 0
        } else if words.contains("history") || words.starts(with: ["audit", "log"])
            || words.first == "restore"
        {
            text = counted(text)
        }
        for line in outcome.errors.split(separator: "\n") { text += "! \(line)\n" }
        if words.starts(with: ["audit", "verify"]) { text = sized(text) }
        if outcome.status != 0 { text += "? \(outcome.status)\n" }
        // A copy's name is drawn from the log, which holds random salt.
        return text.replacingOccurrences(of: directory.path, with: "DIRECTORY")
            .replacing(/\b[0-9A-HJKMNP-TV-Z]{6}-[0-9A-HJKMNP-TV-Z]{6}\b/, with: "COPYID-COPYID")
            // The first entry of a log, by which its copies go, has random salt.
            .replacing(/attestry-[0-9a-f]{8}-/, with: "attestry-REGISTRY-")
            .replacing(/the first \d+ entries are/, with: "the first ENTRIES are")
            // A key is drawn at random.
            .replacing(/\+[0-9a-f]{8}\+[A-Za-z0-9+\/]{44}/, with: "+NUMBER+KEY")
    }

    /// What was verified, without sizes that hang on the catalogue and a head that hangs on salt.
    private func sized(_ text: String) -> String {
        text.replacing(/\d+ entries, \d+ rows, head [0-9a-f]{64}/, with: "ENTRIES, ROWS, HEAD")
            .replacing(/\bentry (\d+)/) { match in
                "entry +\((Int(match.output.1) ?? 0) - catalogue)"
            }
    }

    /// Lines whose first cell is an entry's number, counted from the catalogue's last entry.
    private func counted(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let digits = line.prefix { $0.isNumber }
            let rest = line.dropFirst(digits.count)
            guard let number = Int(digits), rest.first == "\t" || rest.hasPrefix("  ") else {
                return String(line)
            }
            let count = "+\(number - catalogue)"
            return rest.first == "\t" ? count + rest : count.padded(to: digits.count) + rest
        }.joined(separator: "\n")
    }
}
