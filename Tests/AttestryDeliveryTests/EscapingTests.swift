import AttestryDomain
import AttestryTestSupport
import Foundation
import Testing

@testable import AttestryDelivery

/// 300 payloads in every text of a message, in everything that people read of it.
struct EscapingTests {
    /// What begins with `<` and a letter, `/`, `!` or `?` is markup to a browser, wherever it
    /// stands (HTML, 13.2.5.6); quotes count within tags alone.
    private func tags(_ html: String) -> [String] {
        let bytes = Array(html.utf8)
        return bytes.indices.compactMap { place in
            guard bytes[place] == 0x3C, place + 1 < bytes.count else { return nil }
            let next = bytes[place + 1]
            let isTag = (0x61...0x7A).contains(next | 0x20) || [0x21, 0x2F, 0x3F].contains(next)
            guard isTag else { return nil }
            let end = bytes[place...].firstIndex { $0 == 0x3E || $0 == 0x20 } ?? bytes.endIndex
            return String(decoding: bytes[place..<end], as: UTF8.self)
        }
    }

    @Test func `a mail has the tags of ours alone, whatever a name is`() {
        let calm = tags(MailBody(Wording(message("x", organization: "x"))).html)
        for payload in Payloads.all {
            let body = MailBody(Wording(message("x \(payload)", organization: payload)))
            #expect(tags(body.html) == calm, "\(payload)")
            #expect(!body.text.unicodeScalars.contains { $0.isHidden && $0 != "\n" })
        }
        let before = Payloads.all.filter { payload in
            !tags(payload.replacing("<", with: "&lt;")).isEmpty
        }
        #expect(before.count > 0)
    }

    @Test func `Slack and Teams get words alone`() throws {
        for payload in Payloads.all {
            let hostile = message(payload, organization: payload)
            for text in try texts(SlackMessage(hostile).bytes) {
                let live = text.unicodeScalars.filter { $0 == "<" || $0 == ">" || $0.isHidden }
                #expect(live.allSatisfy { $0 == "\n" })
                #expect(text.unicodeScalars.count <= 3_000)
            }
            for text in try texts(TeamsMessage.bytes(of: hostile)) where text.hasSuffix("end") {
                #expect(isPlainMarkdown(text), "\(text)")
            }
        }
    }

    @Test func `a title for Slack keeps within its limit without half an escape`() throws {
        let bytes = SlackMessage(message(String(repeating: "&", count: 400))).bytes
        let title = try #require(try texts(bytes).first { $0.hasPrefix("&amp;") && $0.count < 200 })
        #expect(title.count <= 150 && title.replacing("&amp;", with: "") == "")
    }

    @Test func `no payload leaves a header`() {
        for payload in Payloads.all {
            let mail = MailMessage(
                message(payload, organization: payload), sender: "attestry@example.com")
            let lines = mail.bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
            #expect(lines.prefix { !$0.isEmpty }.filter { $0.first != 0x20 }.count == 11)
            #expect(lines.allSatisfy { $0.allSatisfy { (0x20..<0x7F).contains($0) } })
        }
    }

    /// Whether every mark of Markdown stands after a backslash.
    private func isPlainMarkdown(_ text: String) -> Bool {
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if !isEscaped, "`*_{}[]()#+!<>|~&".unicodeScalars.contains(scalar) { return false }
            isEscaped = !isEscaped && scalar == "\\"
        }
        return !isEscaped
    }

    private func texts(_ bytes: Data) throws -> [String] {
        func inner(_ value: Any) -> [String] {
            switch value {
            case let text as String: [text]
            case let list as [Any]: list.flatMap(inner)
            case let fields as [String: Any]: fields.values.flatMap(inner)
            default: []
            }
        }
        return inner(try JSONSerialization.jsonObject(with: bytes))
    }
}
