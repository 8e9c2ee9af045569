import Glibc
import SystemPackage

/// The process's own streams, and whose process it is.
package enum Streams {
    /// Where something is written.
    package enum Output: Sendable {
        case output, errors

        fileprivate var descriptor: FileDescriptor {
            self == .output ? .standardOutput : .standardError
        }
    }

    /// Why something could not be written, in the system's words.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
        /// Whether whoever reads has gone.
        package let isBrokenPipe: Bool
    }

    /// Sees to it that what cannot be written comes back as a failure: a reader that has gone, or
    /// a file that is as long as it may be, sends no signal; and no file that is opened takes the
    /// place of a stream that is closed.
    package static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
            // The lowest number that is free is given: the stream's own, for what it is not for.
            _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Writes all bytes. Throws `Failure`.
    package static func write(_ bytes: [UInt8], to output: Output) throws {
        do {
            try output.descriptor.writeAll(bytes)
        } catch {
            throw Failure(
                description: "\(error)", isBrokenPipe: error as? Errno == .brokenPipe)
        }
    }

    /// Whether a person at a terminal reads it.
    package static func isTerminal(_ output: Output) -> Bool {
        isatty(output.descriptor.rawValue) == 1
    }

    /// Whether a person sits at a terminal who sees what is asked and can type an answer.
    package static var hasPerson: Bool { isatty(STDIN_FILENO) == 1 && isTerminal(.errors) }

    /// How many letters and lines the terminal shows; at least 40 by 10, and 80 by 24 where it does
    /// not say.
    package static func terminalSize() -> (columns: Int, lines: Int) {
        var size = winsize()
        let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return isKnown ? (max(40, Int(size.ws_col)), max(10, Int(size.ws_row))) : (80, 24)
    }

    /// The name of the operating system's user.
    package static func userName() -> String {
        FileFacts.name(ofUser: getuid()) ?? "uid \(getuid())"
    }
}
