import AttestryDomain

/// How a message is put into words, alike for every channel that people read.
struct Wording {
    private let message: Message

    init(_ message: Message) { self.message = message }

    /// The notifications, the most urgent first.
    var notifications: [AlertNotification] { message.content.notifications }

    /// The organization on one line.
    var organization: String { message.content.organization.singleLine(of: 100) }

    /// The whole in one line.
    var headline: String {
        if let letter = message.content.checkpoint {
            return "Please keep: checkpoint \(letter.month) of \(organization)"
                .singleLine(of: 150)
        }
        let count = notifications.count
        let critical = notifications.count { $0.severity == .critical }
        let first = notifications.first.map { $0.line } ?? ""
        let opening = message.kind == .escalated ? "Nobody answered: " : ""
        if count == 1 { return opening + first.singleLine(of: 150) }
        let urgent = critical > 0 ? ", \(critical) critical" : ""
        return "\(opening)\(count.of("alert"))\(urgent): \(first)".singleLine(of: 150)
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
