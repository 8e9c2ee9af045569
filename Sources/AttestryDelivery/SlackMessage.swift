import AttestryDomain
import Foundation

/// A digest for Slack's incoming web hooks: blocks, and a text for where blocks are not shown.
struct SlackMessage {
    private let wording: Wording
    private static let longestHeader = 150

    init(_ message: Message) { wording = Wording(message) }

    /// The document to post.
    var bytes: Data {
        let title = wording.headline.singleLine(of: 100)
            .beginning { escaped($0).unicodeScalars.count <= Self.longestHeader }
        var blocks: [JSONValue] = [
            [
                "type": "header",
                "text": ["type": "plain_text", "text": .string(escaped(title)), "emoji": false],
            ]
        ]
        // A section has room for 3 000 characters; a line of 500 takes 2 500 when all are escaped.
        blocks += wording.notifications.map { notification in
            let command = wording.answer(to: notification)
            let text =
                "\(notification.severity.mark) \(escaped(notification.line))"
                + (command.isEmpty ? "" : "\n`\(command)`")
            return [
                "type": "section",
                "text": ["type": "mrkdwn", "text": .string(text), "verbatim": true],
            ]
        }
        let document: JSONValue = [
            "text": .string("\(escaped(wording.organization)): \(escaped(wording.headline))"),
            "blocks": .array(blocks),
        ]
        return document.bytes
    }

    /// Mentions and links begin with what markup does (Slack, "Formatting text"); without escaping
    /// `<!channel>` would call everybody.
    private func escaped(_ text: String) -> String { Syntax.slack.escaped(text) }
}

extension AlertSeverity {
    /// The severity as a word that stands out.
    var mark: String { "*\(rawValue.uppercased())*" }
}
