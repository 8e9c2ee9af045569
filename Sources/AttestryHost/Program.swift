import AttestryDomain
import Glibc
import SystemPackage

/// A program of the system that Attestry starts.
package struct Program: Sendable {
    /// What a program reads.
    package enum Input {
        case nothing
        /// At most 60 KiB that are never written to a disk.
        case secret([UInt8])
        case file(NewFile)
    }

    /// How a run ended.
    package struct Ending: Sendable {
        /// The exit status, or 128 and the number of the signal.
        package let status: Int32
        /// What it wrote, complaints included, up to the limit.
        package let bytes: [UInt8]
        /// Whether it was ended because it took too long or wrote too much.
        package let isCutOff: Bool

        /// What it wrote, as text.
        package var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// How far a run may go; past a limit the program and what it started are ended.
    package struct Limits: Sendable {
        let seconds: Int
        /// How many bytes of what it writes are kept.
        let kept: Int
        /// How many bytes it may write, kept or not.
        let written: Int
        /// How many bytes of memory it may have, and each process that it starts.
        let memory: Int
        /// Whether it may start no other process.
        let isAlone: Bool

        package init(
            seconds: Int, keeping kept: Int = 1 << 16, writing written: Int = .max,
            memory: Int = 4 << 30, isAlone: Bool = false
        ) {
            self.seconds = seconds
            self.kept = kept
            self.written = written
            self.memory = memory
            self.isAlone = isAlone
        }

        /// What prlimit(1) is told: a wall behind the limits that are looked at now and then. A
        /// program that is ended for its memory should find some left, and not fail by itself.
        fileprivate var words: [String] {
            ["--data=\(memory + memory / 4)"] + (isAlone ? ["--nproc=1"] : [])
        }
    }

    /// Its name, or its absolute path.
    package let name: String
    private let package: String?

    /// A program that is looked for in the directories of `PATH`, unless the name is a path;
    /// Debian has it in the package.
    package init(_ name: String, package: String? = nil) {
        self.name = name
        self.package = package
    }

    /// Whether it is there to be run.
    package var isInstalled: Bool { place(of: name) != nil }

    /// Runs it to its end, or to a limit; it is killed when this process ends, however that ends.
    /// With `output` what it writes goes there, and only what it complains of is kept. Throws
    /// `notWritable` where it is not installed or cannot be started.
    package func run(
        _ arguments: [String], reading input: Input = .nothing, writing output: NewFile? = nil,
        _ limits: Limits
    ) throws -> Ending {
        guard let place = place(of: name) else {
            throw RegistryError(
                .notWritable, "\(name) is not installed",
                hint: package.map { "apt-get install \($0)" })
        }
        // Of util-linux, which Debian cannot be without: only a process itself can ask for that.
        let tie = self.place(of: "setpriv").map { [$0, "--pdeathsig", "KILL"] } ?? []
        let wall = self.place(of: "prlimit").map { [$0] + limits.words } ?? []
        let words = tie + wall + [place] + arguments
        return try Place(place).reporting(.notWritable, "\(place) cannot be started") {
            try Child(words, reading: source(input), writing: output?.handle)
        }.finish(limits)
    }

    private func place(of name: String) -> String? {
        let folders = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        let places =
            name.utf8.first == UInt8(ascii: "/")
            ? [name] : folders.split(separator: ":").map { "\($0)/\(name)" }
        return places.first(where: FileFacts.isExecutable)
    }

    private func source(_ input: Input) throws -> Handle {
        switch input {
        case .nothing: return try Handle.open("/dev/null", .readOnly)
        case .secret(let bytes):
            // All of it fits into the pipe's buffer, so that nobody needs to be there to read it.
            let (reading, writing) = try Handle.pipe()
            try writing.descriptor.writeAll(bytes)
            return reading
        case .file(let file):
            try file.handle.descriptor.seek(offset: 0, from: .start)
            return file.handle
        }
    }
}

extension Handle {
    /// Two ends of a pipe that no other program inherits. Throws `Errno`.
    static func pipe() throws -> (reading: Handle, writing: Handle) {
        let ends = try FileDescriptor.pipe(options: .closeOnExec)
        return (Handle(ends.readEnd), Handle(ends.writeEnd))
    }
}
