import AttestryDomain
import Crypto
import Foundation

/// A digest, or a checkpoint, as mail (RFC 5322, MIME): at every try of one message the same
/// Message-ID, whatever is still worth saying then.
struct MailMessage {
    private let message: Message
    private let sender: String
    private let wording: Wording

    init(_ message: Message, sender: String) {
        self.message = message
        self.sender = sender
        wording = Wording(message)
    }

    /// The message with line feeds alone, as sendmail takes it.
    var bytes: Data {
        let boundary = "attestry-\(message.key.prefix(32))"
        let parts = parts.map { part in
            """
            --\(boundary)
            \(part.fields)
            Content-Transfer-Encoding: base64

            \(Data(part.text.utf8).base64EncodedString(
                options: [.lineLength76Characters, .endLineWithLineFeed]))

            """
        }
        let head = headers(boundary).map { "\($0.0): \($0.1)\n" }.joined()
        return Data((head + "\n" + parts.joined() + "--\(boundary)--\n").utf8)
    }

    private var parts: [(fields: String, text: String)] {
        guard let letter = message.content.checkpoint else {
            let body = MailBody(wording)
            return [
                ("Content-Type: text/plain; charset=utf-8", body.text),
                ("Content-Type: text/html; charset=utf-8", body.html),
            ]
        }
        // To the byte what was signed, whatever line ends the programs on the way prefer.
        let file = """
            Content-Type: application/octet-stream; name="\(letter.fileName)"
            Content-Disposition: attachment; filename="\(letter.fileName)"
            """
        return [
            ("Content-Type: text/plain; charset=utf-8", CheckpointBody(letter, wording).text),
            (file, letter.note ?? ""),
        ]
    }

    private func headers(_ boundary: String) -> [(String, String)] {
        // Short enough for one encoded word: some programs show the seam between two in a name.
        let name = "Attestry for \(wording.organization)"
            .beginning { $0.utf8.count <= HeaderText.longestWord }
        let threads = threads
        var headers = [
            ("From", "\(HeaderText(name, isName: true)) <\(sender)>"), ("To", message.recipient),
            ("Subject", HeaderText("[Attestry] \(wording.headline)").description),
            ("Date", message.wordedAt.mailDate), ("Message-ID", "<\(message.key)@\(domain)>"),
        ]
        // Nobody needs to have the message answered: mail programs join those that name the same.
        if message.kind == .escalated, let last = threads.last {
            headers.append(("In-Reply-To", last))
        }
        return headers + [
            ("References", threads.joined(separator: "\n ")),
            ("List-Id", "Attestry \(list) <\(list).\(domain)>"),
            ("Auto-Submitted", "auto-generated"), ("X-Auto-Response-Suppress", "All"),
            ("MIME-Version", "1.0"),
            (
                "Content-Type",
                "multipart/\(isLetter ? "mixed" : "alternative");\n boundary=\"\(boundary)\""
            ),
        ]
    }

    private var isLetter: Bool { message.kind == .checkpoint }

    private var list: String { isLetter ? "checkpoints" : "alerts" }

    /// One name for each subject, and one for all checkpoints, the most urgent last, so that what
    /// is said of an evidence over the years stands together.
    private var threads: [String] {
        var names: [String] = []
        let subjects = message.content.notifications.map(\.subject)
            .map { "\($0.kind.rawValue) \($0.key)" }
        for subject in isLetter ? [list] : subjects {
            let text = "\(message.content.registry) \(subject)"
            let digest = SHA256.hash(data: Data(text.utf8)).prefix(16)
            let name = "<\(digest.hexadecimal)@\(domain)>"
            if !names.contains(name) { names.append(name) }
        }
        return names.prefix(20).reversed()
    }

    /// The domain of the sender, where headers can hold it.
    private var domain: String {
        let part = sender.utf8.split(separator: UInt8(ascii: "@")).last.map(Substring.init) ?? ""
        let isPlain = part.utf8.allSatisfy { $0.isLetterOrDigit || ".-".utf8.contains($0) }
        return isPlain && !part.isEmpty && part.utf8.count < 200 ? "\(part)" : "attestry.invalid"
    }
}

/// A text in a header: as it is, or in the encoded words of RFC 2047.
struct HeaderText: CustomStringConvertible {
    let description: String

    /// Bytes in one encoded word, which has 75 characters at most, that fit beside a field's name.
    static let longestWord = 39

    /// A text of a subject; in a name brackets, colons and commas would be read as marks.
    init(_ text: String, isName: Bool = false) {
        let marks = isName ? " -" : " .:-/,[]"
        let isPlain =
            text.utf8.count <= 60
            && text.utf8.allSatisfy { $0.isLetterOrDigit || marks.utf8.contains($0) }
        guard !isPlain else {
            description = text
            return
        }
        var words: [String] = []
        var chunk: [UInt8] = []
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if chunk.count + bytes.count > Self.longestWord {
                words.append(Self.word(chunk))
                chunk = []
            }
            chunk += bytes
        }
        description = (words + [Self.word(chunk)]).joined(separator: "\n ")
    }

    private static func word(_ bytes: [UInt8]) -> String {
        "=?utf-8?B?\(Data(bytes).base64EncodedString())?="
    }
}
