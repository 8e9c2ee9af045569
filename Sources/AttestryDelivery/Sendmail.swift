import AttestryDomain
import AttestryHost

/// Hands mail to the system by the interface that sendmail set and all its successors keep.
struct Sendmail {
    let program: String?
    let sender: String

    static let places = ["/usr/sbin/sendmail", "/usr/lib/sendmail"]
    private static let seconds = 60

    /// Hands over one message and says what became of it. Throws `notWritable` where the program
    /// is not there.
    func send(_ message: Message) throws -> DeliveryOutcome {
        guard let path = program ?? Self.places.first(where: FileFacts.isExecutable) else {
            throw RegistryError(
                .notWritable, "no sendmail on this machine",
                hint: "install a mail server, or name a program by --sendmail")
        }
        let mail = MailMessage(message, sender: sender)
        // Recipients stand in the header alone: an address can never pass for an option.
        let result = try Program(path).run(
            ["-t", "-oi", "-f", sender], reading: .file(NewFile(scratch: Array(mail.bytes))),
            Program.Limits(seconds: Self.seconds))
        return result.isCutOff
            ? .temporary("\(path) did not end")
            : Self.outcome(of: path, status: result.status, saying: result.text)
    }

    /// What an exit status means (sysexits.h). Only what the message itself is to blame for can
    /// never succeed: a wrong call, wrong data, an unknown address. Servers that cannot be found or
    /// reached, and passwords and settings that are wrong, are mended by somebody, some day.
    static func outcome(of path: String, status: Int32, saying text: String) -> DeliveryOutcome {
        let cause = cause(in: text)
        let detail = "\(path) ended with \(status)" + (cause.isEmpty ? "" : ": \(cause)")
        switch status {
        case 0: return .sent("taken by \(path)")
        case 64, 65, 67: return .permanent(detail, triesOnceMore: true)
        // Files that are missing, no permission, wrong settings, a program that cannot be run.
        case 72, 73, 77, 78, 126, 127: return .temporary(detail, needsMending: true)
        default: return .temporary(detail)
        }
    }

    /// All that it said, on one line, its own name once. What is cut off is the end: programs say
    /// the cause first and that they failed last.
    private static func cause(in text: String) -> String {
        let lines = text.lines.map(\.trimmed).filter { !$0.isEmpty }
        guard let first = lines.first else { return "" }
        let word = first.utf8.prefix { $0 != UInt8(ascii: " ") }
        let name = word.last == UInt8(ascii: ":") ? "\(Substring(word)) " : ""
        return ([first] + lines.dropFirst().map { $0.after(name) ?? $0 })
            .joined(separator: "; ").cut(to: 400)
    }
}
