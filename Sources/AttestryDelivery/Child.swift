import AttestryDomain
import Foundation

/// A running program in a process group of its own: what decides is that it ended, not that
/// everything it left behind closed its output, and past a limit the whole group is ended.
struct Child {
    private let process: pid_t
    private let output: FileHandle

    /// Starts a program that reads from an open file; what it writes, complaints included, comes
    /// here. Throws `notWritable` where it cannot be started.
    init(_ path: String, _ arguments: [String], reading input: Int32) throws {
        let pipe = Pipe()
        let writing = pipe.fileHandleForWriting
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, writing.fileDescriptor, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, writing.fileDescriptor, STDERR_FILENO)
        for file in [input, writing.fileDescriptor, pipe.fileHandleForReading.fileDescriptor] {
            _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK))
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        let failure = posix_spawn(&process, path, &actions, &attributes, &words, environ)
        guard failure == 0 else {
            throw RegistryError(
                .notWritable, "\(path) cannot be started: \(String(cString: strerror(failure)))")
        }
        try writing.close()
        self.process = process
        output = pipe.fileHandleForReading
    }

    /// Waits for its end, at most so many seconds, and keeps so many bytes of what it wrote; past
    /// the time, and where it `mustBeBrief` past the bytes too, it is ended.
    func finish(within seconds: Int, keeping limit: Int, mustBeBrief: Bool) -> Program.Result {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var kept = Data()
        var isOpen = true
        var pause: Int32 = 1
        while true {
            let isReady = isOpen && hasOutput(within: pause)
            if isReady { isOpen = take(&kept) }
            if !isOpen { usleep(UInt32(pause) * 1_000) }
            if let status = ended() {
                // What it wrote before its end is here already.
                while isOpen, kept.count <= limit, hasOutput(within: 0) { isOpen = take(&kept) }
                return Program.Result(status: status, bytes: kept.prefix(limit))
            }
            if ContinuousClock.now > deadline || (mustBeBrief && kept.count > limit) { break }
            kept = kept.count > limit + (1 << 16) ? Data(kept.prefix(limit + 1)) : kept
            pause = isReady ? 1 : min(pause * 2, 20)
        }
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return Program.Result(status: -1, bytes: kept.prefix(limit), isCutOff: true)
    }

    private func hasOutput(within milliseconds: Int32) -> Bool {
        var polled = pollfd(fd: output.fileDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, milliseconds) > 0
    }

    /// Takes what there is; false at the end.
    private func take(_ kept: inout Data) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        let count = read(output.fileDescriptor, &buffer, buffer.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        kept += buffer.prefix(count)
        return count > 0
    }

    /// The exit status, or 128 and the signal; nil while it runs.
    private func ended() -> Int32? {
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == process else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
