import AttestryDomain
import AttestryService

/// Where a command runs: its streams, its clock, its environment. Tests make their own.
final class Console {
    /// The present instant.
    let clock: Clock
    /// The environment variables.
    let environment: [String: String]
    /// The operating system's user; asked for only where something is changed.
    let actor: () -> String
    /// The width of the terminal; nil where the output is not one.
    let terminalWidth: Int?
    /// The number of lines of the terminal; nil where the output is not one.
    let terminalHeight: Int?
    /// What the command reads where it is given `-`.
    let readInput: () throws -> [UInt8]
    /// The next line that somebody types, nil at the end; nil where nobody can be asked.
    private let readAnswer: (() -> String?)?
    /// The registry in use; kept so that the process ends without closing what its end closes.
    var registry: Registry?
    /// Whether a change was committed; a lost output must then not pass for "nothing changed".
    var hasRecorded: Bool { hasCreated || registry?.hasRecorded ?? false }
    /// Whether a registry was made, which is not open then.
    var hasCreated = false
    /// What is shown while something takes long; nil where nobody sees it.
    private let progress: ProgressLine?
    private let writeOutput: ([UInt8]) throws -> Void
    private let writeErrors: ([UInt8]) -> Void
    private var buffer: [UInt8] = []

    init(
        clock: Clock, environment: [String: String], actor: @escaping () -> String,
        terminalWidth: Int?, terminalHeight: Int? = nil, progress: ProgressLine? = nil,
        readInput: @escaping () throws -> [UInt8], readAnswer: (() -> String?)? = nil,
        writeOutput: @escaping ([UInt8]) throws -> Void, writeErrors: @escaping ([UInt8]) -> Void
    ) {
        self.clock = clock
        self.environment = environment
        self.actor = actor
        self.terminalWidth = terminalWidth
        self.terminalHeight = terminalHeight
        self.progress = progress
        self.readInput = readInput
        self.readAnswer = readAnswer
        self.writeOutput = writeOutput
        self.writeErrors = writeErrors
    }

    /// Whether to colour what is written.
    var hasColor: Bool {
        terminalWidth != nil && (environment["NO_COLOR"] ?? "").isEmpty
            && environment["TERM"] != "dumb"
    }

    /// Puts a line on standard output, which is written when the command ends.
    func print(_ line: String) {
        print(Array(line.utf8) + (line.utf8.last == 0x0A ? [] : [0x0A]))
    }

    /// Puts bytes on standard output.
    func print(_ bytes: [UInt8]) {
        buffer += bytes
        // That nobody reads it any more is remembered, and said when the command ends.
        if buffer.count > 1 << 16 { try? flush() }
    }

    /// What the body prints, as a pipe would get it; what it says beside goes where it always does.
    func gathered(_ body: (Console) throws -> Void) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let console = Console(
            clock: clock, environment: environment, actor: actor, terminalWidth: nil,
            readInput: readInput, writeOutput: { bytes += $0 }, writeErrors: writeErrors)
        try body(console)
        try console.flush()
        return bytes
    }

    /// Says something beside the result.
    func note(_ line: String) {
        settle()
        writeErrors(Array((line.visible(keepingNewlines: false) + "\n").utf8))
    }

    /// Whether somebody sits there who can be asked.
    var canAsk: Bool { readAnswer != nil }

    /// What somebody answers to a question. Throws `invalid` where nobody does any more.
    func ask(_ question: String) throws -> String {
        // Whoever is thinking is not to be told how long that takes.
        progress?.end()
        let lines = question.visible(keepingNewlines: false).wrapped(to: terminalWidth ?? .max)
        writeErrors(Array(lines.joined(separator: "\n").utf8))
        guard let answer = readAnswer?() else {
            writeErrors([0x0A])
            throw RegistryError(.invalid, "the input has ended; nothing was recorded")
        }
        return answer.trimmed
    }

    /// Says what went wrong.
    func complain(_ message: String, hint: String?) {
        settle()
        writeErrors(Array(("error: " + message.visible() + "\n").utf8))
        if let hint { writeErrors(Array(("hint: " + hint.visible() + "\n").utf8)) }
    }

    /// Writes what is left. Throws where that, or anything before, could not be written.
    func flush() throws {
        progress?.clear()
        let bytes = buffer
        buffer = []
        if let failure { throw failure }
        do {
            try writeOutput(bytes)
        } catch {
            failure = error
            throw error
        }
    }

    /// On a terminal what is said beside the result stands under what was printed before it.
    private func settle() {
        progress?.clear()
        // That nobody reads it any more is remembered, and said when the command ends.
        if terminalWidth != nil, !buffer.isEmpty { try? flush() }
    }

    /// Says how far something got that may take long.
    func showProgress(_ text: String) {
        progress?.show(text)
    }

    /// Ends what was shown meanwhile, before the process ends.
    func endProgress() {
        progress?.end()
    }

    private var failure: (any Error)?

    /// Whether something could not be written, so that nothing more will be.
    var isLost: Bool { failure != nil }
}
