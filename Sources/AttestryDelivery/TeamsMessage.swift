import AttestryDomain
import Foundation

/// A digest as an adaptive card for the Workflows of Microsoft Teams.
enum TeamsMessage {
    /// The document to post; what is queued for Teams is small enough for one (28 KB).
    static func bytes(of message: Message) -> Data {
        let wording = Wording(message)
        return card(
            wording.headline, wording.organization,
            wording.notifications.map { block($0, wording) }
        ).bytes
    }

    private static func card(_ title: String, _ organization: String, _ blocks: [JSONValue])
        -> JSONValue
    {
        let head: [JSONValue] = [
            text(title, ["size": "Medium", "weight": "Bolder"]),
            text(organization, ["isSubtle": true, "spacing": "None"]),
        ]
        let content: JSONValue = [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard", "version": "1.4", "body": .array(head + blocks),
        ]
        return [
            "type": "message",
            "attachments": [
                [
                    "contentType": "application/vnd.microsoft.card.adaptive",
                    "contentUrl": .null, "content": content,
                ]
            ],
        ]
    }

    private static func block(_ notification: AlertNotification, _ wording: Wording) -> JSONValue {
        let color: JSONValue =
            switch notification.severity {
            case .critical: "Attention"
            case .warning: "Warning"
            case .info: "Default"
            }
        return [
            "type": "Container", "separator": true,
            "items": [
                text(
                    notification.severity.rawValue.uppercased(),
                    ["color": color, "weight": "Bolder", "size": "Small"]),
                text(notification.line, ["spacing": "None"]),
                text(
                    wording.answer(to: notification),
                    ["isSubtle": true, "fontType": "Monospace", "size": "Small"]),
            ],
        ]
    }

    /// A block of text; a card reads some Markdown, whose marks must not come from a name.
    private static func text(_ text: String, _ style: [String: JSONValue]) -> JSONValue {
        // A hyphen is a mark at the beginning alone.
        let opening = text.utf8.first == UInt8(ascii: "-") ? "\\" : ""
        let plain = opening + Syntax.markdown.escaped(text)
        return .object(
            style.merging(["type": "TextBlock", "wrap": true, "text": .string(plain)]) { $1 })
    }
}
