import AttestryDomain
import Foundation

/// A digest for Slack's incoming web hooks: blocks, and a text for where blocks are not shown.
struct SlackMessage {
    private let wording: Wording
    private static let longestSection = 2_900

    init(_ message: Message) {
        wording = Wording(message)
    }

    /// The document to post.
    var bytes: Data {
        var blocks: [JSONValue] = [
            [
                "type": "header",
                "text": [
                    "type": "plain_text",
                    "text": .string(escaped(wording.headline.singleLine(of: 100))),
                    "emoji": false,
                ],
            ]
        ]
        blocks += wording.notifications.map {
            section("\($0.severity.mark) \(escaped($0.line))\(answer($0))")
        }
        let document: JSONValue = [
            "text": .string("\(escaped(wording.organization)): \(escaped(wording.headline))"),
            "blocks": .array(blocks),
        ]
        return document.bytes
    }

    private func section(_ text: String) -> JSONValue {
        [
            "type": "section",
            "text": ["type": "mrkdwn", "text": .string(String(text.prefix(Self.longestSection)))],
        ]
    }

    private func answer(_ notification: AlertNotification) -> String {
        let command = wording.answer(to: notification)
        return command.isEmpty ? "" : "\n`\(command)`"
    }

    /// Mentions and links begin with what markup does (Slack, "Formatting text"); without escaping
    /// `<!channel>` would call everybody.
    private func escaped(_ text: String) -> String { text.withoutMarkup }
}

extension AlertSeverity {
    /// The severity as a word that stands out.
    var mark: String { "*\(rawValue.uppercased())*" }
}
