import AttestryDomain
import Foundation

/// How a message is put into words, alike for every channel that people read.
struct Wording {
    private let message: Message

    init(_ message: Message) {
        self.message = message
    }

    /// The notifications, the most urgent first.
    var notifications: [AlertNotification] { message.content.notifications }

    /// The organization on one line.
    var organization: String { message.content.organization.singleLine(of: 100) }

    /// The whole in one line.
    var headline: String {
        let count = notifications.count
        let critical = notifications.count { $0.severity == .critical }
        let first = notifications.first.map { $0.line } ?? ""
        let opening = message.kind == .escalated ? "Nobody answered: " : ""
        if count == 1 { return opening + first.singleLine(of: 150) }
        let urgent = critical > 0 ? ", \(critical) critical" : ""
        return "\(opening)\(count) alerts\(urgent): \(first)".singleLine(of: 150)
    }

    /// Why somebody reads this.
    var reason: String {
        let lists = notifications.map(\.recipients)
        if message.kind == .escalated {
            return "Nobody has answered this for a week, so the escalation contact is told."
        }
        if lists.contains(where: { $0.first == message.recipient }) {
            return "You are told because you own it, or stand in for its owner."
        }
        return lists.contains { $0.contains(message.recipient) }
            ? "You are told because earlier alerts about this were not answered."
            : "This address is told of all that its channel takes."
    }

    /// How to answer to an alert.
    func answer(to notification: AlertNotification) -> String {
        notification.alert.rawValue == 0
            ? "" : "attestry alert acknowledge \(notification.alert.rawValue)"
    }
}

extension AlertNotification {
    /// The fact on one line.
    var line: String {
        let text = self.text.singleLine(of: 500)
        return kind == .reminded ? "again: \(text)" : text
    }
}

extension String {
    /// The text with the three characters escaped that begin and end markup.
    var withoutMarkup: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// The text on one line of at most so many scalars: whatever moves a cursor, ends a line or
    /// turns the direction of writing is made visible.
    func singleLine(of limit: Int) -> String {
        var line = ""
        // Scalars, not characters: one character may be thousands of bytes.
        for scalar in unicodeScalars.prefix(limit - 1) {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator:
                line += scalar == "\n" || scalar == "\t" || scalar == "\r" ? " " : "\u{FFFD}"
            case .format where scalar != "\u{200D}" && scalar != "\u{200C}":
                // The joiners hold emoji and several scripts together; the rest is bidi and tags.
                line += "\u{FFFD}"
            default: line.unicodeScalars.append(scalar)
            }
        }
        return unicodeScalars.count > limit - 1 ? line + "…" : line
    }
}
