import AttestryDomain
import AttestryTestSupport
import Foundation
import Testing

@testable import AttestryDelivery

struct MailMessageTests {
    private func lines(_ message: Message, sender: String = "attestry@example.com") -> [String] {
        String(decoding: MailMessage(message, sender: sender).bytes, as: UTF8.self)
            .components(separatedBy: "\n")
    }

    /// The names of the header's fields, in their order.
    private func fields(_ lines: [String]) -> [String] {
        lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }
            .map { String($0.prefix { $0 != ":" }) }
    }

    private static let expected = [
        "From", "To", "Subject", "Date", "Message-ID", "References", "List-Id", "Auto-Submitted",
        "X-Auto-Response-Suppress", "MIME-Version", "Content-Type",
    ]

    @Test(arguments: [
        "plain", "a\r\nBcc: x@evil.example", "a\nX-Evil: yes", "a\r\n.\r\nMAIL FROM:<x>",
        "\u{0}\u{1B}[2J",
        "=?utf-8?q?=0D=0ABcc:_x@evil.example?=", "🔐 \u{202E}gnp.exe", "<!channel>",
        String(repeating: "ä", count: 3_000), String(repeating: "x ", count: 5_000),
    ])
    func `no words of a user make a header, a line too long, or a bare return`(words: String) {
        let lines = lines(message(words, organization: words))
        #expect(fields(lines) == Self.expected)
        #expect(lines.allSatisfy { $0.utf8.count <= 98 && !$0.contains("\r") })
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { (0x20..<0x7F).contains($0) } })
    }

    @Test func `the same message is the same bytes at every try, and another is not`() {
        #expect(
            MailMessage(message(), sender: "a@b.example").bytes
                == MailMessage(message(), sender: "a@b.example").bytes)
        #expect(
            MailMessage(message(), sender: "a@b.example").bytes
                != MailMessage(message(count: 2), sender: "a@b.example").bytes)
    }

    @Test func `the identifier is the message's key, and threads join what is one subject's`()
        throws
    {
        let once = lines(message())
        let later = lines(message("another fact", rung: 1))
        let id = "Message-ID: <\(String(repeating: "ab", count: 32))@example.com>"
        #expect(once.contains(id))
        let thread = try #require(once.first { $0.hasPrefix("References: ") })
        #expect(later.contains(thread))
        #expect(lines(message(kind: .escalated)).contains("In-Reply-To: \(thread.dropFirst(12))"))
    }

    @Test func `a checkpoint is attached to the byte, and the text says what to do with it`() throws
    {
        let lines = lines(checkpoint(lostOn: "2027-02-03"))
        #expect(fields(lines) == Self.expected)
        #expect(
            lines.contains("Content-Disposition: attachment; filename=\"checkpoint-2027-03.txt\""))
        let bodies = lines.joined(separator: "\n").components(separatedBy: "base64\n\n").dropFirst()
            .map { $0.components(separatedBy: "\n--")[0].replacingOccurrences(of: "\n", with: "") }
            .map { String(decoding: Data(base64Encoded: $0) ?? Data(), as: UTF8.self) }
        #expect(bodies.count == 2)
        #expect(bodies.last == checkpoint().content.checkpoint?.note)
        let text = try #require(bodies.first)
        for words in [
            "keep the attached file, checkpoint-2027-03.txt", "1234\nentries", "audit verify",
            "registry.example.com/a", "On 2027-02-03 a copy of the registry was put back",
        ] {
            #expect(text.contains(words), "\(words) in \(text)")
        }
        #expect(text.components(separatedBy: "\n").allSatisfy { $0.utf8.count <= 100 })
    }

    @Test(arguments: [
        "a\r\nBcc: x@evil.example", "\u{0}\u{1B}[2J", String(repeating: "ä", count: 3_000),
    ])
    func `no name of an organization makes a header of a checkpoint's mail`(words: String) {
        let lines = lines(checkpoint(organization: words))
        #expect(fields(lines) == Self.expected)
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { (0x20..<0x7F).contains($0) } })
    }

    @Test func `a date is written as RFC 5322 has it and read as HTTP has it`() {
        let time = Timestamp(secondsSinceEpoch: 1_795_588_200)
        #expect(time.mailDate == "Wed, 25 Nov 2026 06:30:00 +0000")
        #expect(Timestamp(mailDate: "Wed, 25 Nov 2026 06:30:00 GMT") == time)
        #expect(Timestamp(mailDate: "tomorrow") == nil)
    }

    @Test func `a name in HTML stays a name`() {
        let html = MailBody(Wording(message("<script>alert(1)</script> & \"x\""))).html
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;"))
    }
}
