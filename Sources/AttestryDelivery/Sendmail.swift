import AttestryDomain
import AttestryHost

/// Hands mail to the system by the interface that sendmail set and all its successors keep.
struct Sendmail {
    let program: String?
    let sender: String

    static let places = ["/usr/sbin/sendmail", "/usr/lib/sendmail"]
    private static let seconds = 60

    /// Hands over one message and says what the exit status means (sysexits.h). Throws
    /// `notWritable` where the program is not there.
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
        if result.isCutOff { return .temporary("\(path) did not end") }
        let said =
            result.text.lines.last.map { ": \($0)".abbreviated } ?? ""
        let detail = "\(path) ended with \(result.status)\(said)"
        switch result.status {
        case 0: return .sent("taken by \(path)")
        case 64, 65, 67, 68, 77, 78: return .permanent(detail, triesOnceMore: true)
        default: return .temporary(detail)
        }
    }
}
