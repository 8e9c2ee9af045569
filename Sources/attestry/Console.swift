import AttestryDomain
import AttestryService
import Foundation

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
    /// The registry in use; kept so that the process ends without closing what its end closes.
    var registry: Registry?
    /// Whether a change was committed; a lost output must then not pass for "nothing changed".
    var hasRecorded: Bool { registry?.hasRecorded ?? false }
    /// What is shown while something takes long; nil where nobody sees it.
    private let progress: ProgressLine?
    private let writeOutput: ([UInt8]) throws -> Void
    private let writeErrors: ([UInt8]) -> Void
    private var buffer: [UInt8] = []

    init(
        clock: Clock, environment: [String: String], actor: @escaping () -> String,
        terminalWidth: Int?, terminalHeight: Int? = nil, progress: ProgressLine? = nil,
        readInput: @escaping () throws -> [UInt8],
        writeOutput: @escaping ([UInt8]) throws -> Void, writeErrors: @escaping ([UInt8]) -> Void
    ) {
        self.clock = clock
        self.environment = environment
        self.actor = actor
        self.terminalWidth = terminalWidth
        self.terminalHeight = terminalHeight
        self.progress = progress
        self.readInput = readInput
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
        if buffer.count > 1 << 16 { try? flushEarly() }
    }

    /// Says something beside the result.
    func note(_ line: String) {
        progress?.clear()
        writeErrors(Array((line.visible(keepingNewlines: false) + "\n").utf8))
    }

    /// Says what went wrong.
    func complain(_ message: String, hint: String?) {
        progress?.clear()
        writeErrors(Array(("error: " + message.visible() + "\n").utf8))
        if let hint { writeErrors(Array(("hint: " + hint.visible() + "\n").utf8)) }
    }

    /// Writes what is left. Throws where it cannot be written.
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

    /// Says how far something got that may take long.
    func showProgress(_ text: String) {
        progress?.show(text)
    }

    /// Ends what was shown meanwhile, before the process ends.
    func endProgress() {
        progress?.end()
    }

    private var failure: (any Error)?

    private func flushEarly() throws {
        do {
            progress?.clear()
            let bytes = buffer
            buffer = []
            if failure == nil { try writeOutput(bytes) }
        } catch {
            failure = error
        }
    }
}

/// Why an output could not be written, in the system's words.
struct OutputFailure: Error, CustomStringConvertible {
    let description: String
}

extension Console {
    /// The process's own streams.
    static func system() -> Console {
        let size = isatty(STDOUT_FILENO) == 1 ? terminalSize() : nil
        return Console(
            clock: .system, environment: ProcessInfo.processInfo.environment, actor: currentUser,
            terminalWidth: size?.columns, terminalHeight: size?.lines,
            progress: isatty(STDERR_FILENO) == 1 ? progressLine() : nil,
            readInput: { try readAll(STDIN_FILENO, name: "standard input") },
            writeOutput: { try writeAll($0, to: STDOUT_FILENO) },
            writeErrors: { try? writeAll($0, to: STDERR_FILENO) })
    }

    /// The words after the program's name; nil where one is not UTF-8, which would be stored as
    /// another text than was typed.
    static func words() -> [String]? {
        let words = (1..<max(1, Int(CommandLine.argc))).map { index in
            CommandLine.unsafeArgv[index].flatMap { String(validatingCString: $0) }
        }
        return words.contains(nil) ? nil : words.compactMap(\.self)
    }

    /// The line begins with the nouns and verbs, without what follows them: that may be a secret.
    private static func progressLine() -> ProgressLine {
        let words = CommandLine.arguments.dropFirst().prefix { !$0.hasPrefix("-") }.prefix(2)
        return ProgressLine(words.joined(separator: " ").visible(keepingNewlines: false)) {
            try? writeAll(Array($0.utf8), to: STDERR_FILENO)
        }
    }

    private static func currentUser() -> String {
        if let entry = getpwuid(getuid()) { return String(cString: entry.pointee.pw_name) }
        return "uid \(getuid())"
    }

    private static func terminalSize() -> (columns: Int, lines: Int) {
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? (max(40, Int(size.ws_col)), max(10, Int(size.ws_row))) : (80, 24)
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                throw OutputFailure(description: String(cString: strerror(errno)))
            }
            rest = rest.dropFirst(count)
        }
    }

    /// The bytes of a file, or of standard input for `-`. Throws `notFound` where it cannot be
    /// read.
    func contents(of path: String) throws -> [UInt8] {
        if path == "-" { return try readInput() }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw RegistryError(
                .notFound, "cannot read \(path.abbreviated): \(String(cString: strerror(errno)))")
        }
        defer { close(file) }
        return try Self.readAll(file, name: path)
    }

    private static func readAll(_ file: Int32, name: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw RegistryError(
                    .notFound,
                    "cannot read \(name.abbreviated): \(String(cString: strerror(errno)))")
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= 256 << 20 else {
                throw RegistryError(.invalid, "\(name.abbreviated) is larger than 256 MiB")
            }
        }
    }
}
