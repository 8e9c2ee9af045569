import AttestryDomain
import Foundation

/// A program of the system that Attestry starts.
struct Program {
    /// Reads and writes PDF.
    static let qpdf = Program(name: "qpdf", package: "qpdf")
    /// Speaks HTTP.
    static let curl = Program(name: "curl", package: "curl")

    /// What a program reads.
    enum Input {
        /// At most 60 KiB that are never written to a disk.
        case secret(Data)
        case file(ScratchFile)
    }

    /// How a run ended.
    struct Result {
        let status: Int32
        let bytes: Data
        /// Whether it was stopped because it took too long or said too much.
        var isCutOff = false

        /// What it complained of first, without the name of the file.
        var reason: String {
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            let complaints = lines.filter { $0.hasPrefix("WARNING: ") || $0.hasPrefix("qpdf: ") }
            guard let first = complaints.first ?? lines.last else { return "no reason given" }
            let words = first.drop { $0 != " " }.dropFirst()
            let fact = words.contains(": ") ? words.split(separator: ": ").last ?? words : words
            return String(fact).abbreviated
        }
    }

    private let name: String
    private let package: String?

    private init(name: String, package: String) {
        self.name = name
        self.package = package
    }

    /// The program at an absolute path.
    init(path: String) {
        name = path
        package = nil
    }

    /// Runs it to its end and keeps so many bytes of what it writes; with `output` that goes there,
    /// and only complaints are kept. Throws `notWritable` where it is not installed.
    func run(_ arguments: [String], output: FileHandle? = nil, keeping limit: Int = 1 << 16) throws
        -> Result
    {
        let process = try process(arguments)
        let pipe = Pipe()
        process.standardOutput = output ?? pipe
        process.standardError = pipe
        try start(process)
        var kept = Data()
        while case let bytes = pipe.fileHandleForReading.availableData, !bytes.isEmpty {
            if kept.count < limit { kept += bytes }
        }
        process.waitUntilExit()
        return Result(status: process.terminationStatus, bytes: kept)
    }

    /// Whether its rendering of a PDF's structure, without the contents of streams, holds one of
    /// the names as a key or as a pair.
    func finds(_ names: [String], in path: String) throws -> Bool {
        let process = try process(["--json=2", "--json-stream-data=none", "--json-key=qpdf", path])
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try start(process)
        let needles = names.map { name in
            let words = name.split(separator: " ").map { "\"\($0)\"" }
            return Data((words.joined(separator: ": ") + (words.count == 1 ? ":" : "")).utf8)
        }
        var window = Data()
        var isFound = false
        while case let bytes = pipe.fileHandleForReading.availableData, !bytes.isEmpty {
            window = window.suffix(64) + bytes
            isFound = isFound || needles.contains { window.range(of: $0) != nil }
        }
        process.waitUntilExit()
        return isFound
    }

    /// Runs it for at most so many seconds and keeps what it writes, complaints included; past the
    /// time, and where it `mustBeBrief` past the bytes too, it is ended. Throws `notWritable` where
    /// it is not installed.
    func run(
        _ arguments: [String], reading input: Input, within seconds: Int, keeping limit: Int,
        mustBeBrief: Bool = false
    ) throws -> Result {
        let path = try place()
        let source: FileHandle
        switch input {
        case .secret(let bytes):
            // All of it fits into the pipe's buffer, so that nobody needs to be there to read it.
            let pipe = Pipe()
            try pipe.fileHandleForWriting.write(contentsOf: bytes)
            try pipe.fileHandleForWriting.close()
            source = pipe.fileHandleForReading
        case .file(let file):
            try file.handle.seek(toOffset: 0)
            source = file.handle
        }
        return try Child(path, arguments, reading: source.fileDescriptor)
            .finish(within: seconds, keeping: limit, mustBeBrief: mustBeBrief)
    }

    /// Whether it is there to be run.
    var isInstalled: Bool { found != nil }

    private var found: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            .split(separator: ":")
        let places = name.hasPrefix("/") ? [name] : folders.map { "\($0)/\(name)" }
        return places.first(where: FileManager.default.isExecutableFile(atPath:))
    }

    private func place() throws -> String {
        guard let found else {
            throw RegistryError(
                .notWritable, "\(name) is not installed",
                hint: package.map { "apt-get install \($0)" })
        }
        return found
    }

    private func process(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: try place())
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        return process
    }

    private func start(_ process: Process) throws {
        do {
            try process.run()
        } catch {
            throw RegistryError(.notWritable, "\(name) cannot be started: \(error)")
        }
    }
}
