import Glibc
import SystemPackage

/// A running program in a process group of its own: what decides is that it ended, not that
/// everything it left behind closed its output, and past a limit the whole group is ended.
struct Child {
    private let process: pid_t
    private let output: FileDescriptor
    private let pipe: Handle
    private let file: Handle?

    /// Starts a program by its path and arguments. What it complains of comes here, and what it
    /// writes too, where that goes to no file. Throws `Errno`.
    init(_ command: [String], reading input: Handle, writing file: Handle?) throws {
        let (reading, writing) = try Handle.pipe()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (from, to) in [
            (input, STDIN_FILENO), (file ?? writing, STDOUT_FILENO), (writing, STDERR_FILENO),
        ] {
            posix_spawn_file_actions_adddup2(&actions, from.descriptor.rawValue, to)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setsigmask(&attributes, &none)
        // What this process ignores, others must not: their own writes would fail instead.
        var usual = none
        for signal in [SIGPIPE, SIGXFSZ] { sigaddset(&usual, signal) }
        posix_spawnattr_setsigdefault(&attributes, &usual)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        let failure = posix_spawn(&process, command[0], &actions, &attributes, &words, environ)
        guard failure == 0 else { throw Errno(rawValue: failure) }
        self.process = process
        self.file = file
        pipe = reading
        output = reading.descriptor
    }

    /// Waits for its end, or ends it at a limit.
    func finish(_ limits: Program.Limits) -> Program.Ending {
        let deadline = ContinuousClock.now + .seconds(limits.seconds)
        var kept: [UInt8] = []
        var count = 0
        var isOpen = true
        var pause: Int32 = 1
        func take() {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            // A pipe that cannot be read has nothing more to say.
            let taken = (try? buffer.withUnsafeMutableBytes { try output.read(into: $0) }) ?? 0
            isOpen = taken > 0
            count += taken
            kept += buffer.prefix(min(taken, limits.kept - kept.count))
        }
        while true {
            let isReady = isOpen && hasOutput(within: pause)
            if isReady { take() }
            if !isOpen { usleep(UInt32(pause) * 250) }
            if let (status, peak) = ended() {
                // What it wrote before its end is here already.
                while isOpen, kept.count < limits.kept, hasOutput(within: 0) { take() }
                // What this process itself has is counted in, and makes no program fail.
                let isTooMuch =
                    count + size > limits.written || (status != 0 && peak > limits.memory)
                return Program.Ending(status: status, bytes: kept, isCutOff: isTooMuch)
            }
            if ContinuousClock.now > deadline || count + size > limits.written
                || memory > limits.memory
            {
                break
            }
            pause = isReady ? 1 : min(pause * 2, 20)
        }
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return Program.Ending(status: -1, bytes: kept, isCutOff: true)
    }

    /// How much it has written to the file.
    private var size: Int { file.flatMap { try? Int($0.descriptor.stat().size) } ?? 0 }

    /// How much memory it has (proc(5), `statm`); 0 once it has ended.
    private var memory: Int {
        let bytes = (try? InputFile("/proc/\(process)/statm").bytes(from: 0, count: 99)) ?? []
        let pages = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        return pages.count > 1 ? (Int(pages[1]) ?? 0) * Int(getpagesize()) : 0
    }

    private func hasOutput(within milliseconds: Int32) -> Bool {
        var polled = pollfd(fd: output.rawValue, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, milliseconds) > 0
    }

    /// The exit status, or 128 and the signal, and the most memory it had; nil while it runs.
    private func ended() -> (status: Int32, peak: Int)? {
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(process, &status, WNOHANG, &usage) == process else { return nil }
        let signal = status & 0x7F
        let code = signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        return (code, Int(usage.ru_maxrss) << 10)
    }
}
