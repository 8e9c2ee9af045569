import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation

@testable import attestry

/// A session at the command line as a text file, played in a console of its own.
///
/// Lines: `@ 2026-11-23` sets the day, `= 80` makes the output a terminal of that width and `=
/// pipe` a pipe, `< NAME` begins a file that ends at a lone `.`, `$ words` runs a command. Under a
/// command stands what it wrote: standard output as it is, standard error after `! `, a status that
/// is not 0 after `? `. Lines that begin with `#` are remarks.
struct Transcript {
    private let text: String

    init(file: URL) throws {
        text = try String(contentsOf: file, encoding: .utf8)
    }

    /// The file as it would read if every command wrote what it writes now.
    func played() throws -> (expected: String, actual: String) {
        let stage = try Stage()
        var actual = ""
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = lines.popFirst() {
            switch line.first {
            case "#", "@", "=":
                actual += line + "\n"
                try stage.direct(String(line))
            case "<":
                actual += line + "\n"
                var content = ""
                while let next = lines.popFirst() {
                    actual += next + "\n"
                    if next == "." { break }
                    content += next + "\n"
                }
                try stage.write(content, to: String(line.dropFirst(2)))
            case "$":
                actual += line + "\n" + (try stage.run(String(line.dropFirst(2)))) + "\n"
                while let next = lines.first, next.first != "$", next.first != "@",
                    next.first != "=", next.first != "<", next.first != "#"
                {
                    lines.removeFirst()
                }
            default: break
            }
        }
        return (text, actual)
    }
}

/// Where a transcript is played: a directory, a clock, a console.
private final class Stage {
    private let directory: URL
    private var day = CivilDate(dayNumber: 0)
    private var width: Int?

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "attestry-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    func direct(_ line: String) throws {
        let word = String(line.dropFirst(2))
        switch line.first {
        case "@": day = try CivilDate(word, field: "day")
        case "=": width = Int(word)
        default: break
        }
    }

    func write(_ content: String, to name: String) throws {
        try content.write(to: directory.appending(path: name), atomically: true, encoding: .utf8)
    }

    func run(_ line: String) throws -> String {
        var output: [UInt8] = []
        var errors: [UInt8] = []
        let noon = day.dayNumber * 86_400 + 43_200
        let console = Console(
            clock: Clock { Timestamp(secondsSinceEpoch: noon) },
            environment: [
                "ATTESTRY_REGISTRY": directory.appending(path: "registry.db").path, "NO_COLOR": "1",
            ],
            actor: { "tester" }, terminalWidth: width, readInput: { [] },
            writeOutput: { output += $0 }, writeErrors: { errors += $0 })
        let words = split(line).dropFirst().map {
            $0.hasPrefix("./") ? directory.appending(path: String($0.dropFirst(2))).path : $0
        }
        let status = Main.run(Array(words), console)
        var text = String(decoding: output, as: UTF8.self)
        for line in String(decoding: errors, as: UTF8.self).split(separator: "\n") {
            text += "! \(line)\n"
        }
        if status != 0 { text += "? \(status)\n" }
        // A copy's name is drawn from the log, which holds random salt.
        return text.replacingOccurrences(of: directory.path, with: "DIRECTORY")
            .replacing(/\b[0-9A-HJKMNP-TV-Z]{6}-[0-9A-HJKMNP-TV-Z]{6}\b/, with: "COPYID-COPYID")
    }

    /// Splits a line into words as a shell does, with single quotes.
    private func split(_ line: String) -> [String] {
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
