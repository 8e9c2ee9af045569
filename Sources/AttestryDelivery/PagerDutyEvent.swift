import AttestryDomain
import Crypto
import Foundation

/// An event of PagerDuty's Events API v2: it opens an incident for an anchor date, and ends it when
/// what was warned of is gone.
struct PagerDutyEvent {
    /// Where events go unless the channel says otherwise.
    static let address = "https://events.pagerduty.com/v2/enqueue"

    /// The event on one line.
    let bytes: Data

    init(_ message: Message, routingKey: String) {
        let content = message.content
        let notification = content.notifications.first
        let isOver = message.kind == .resolved
        // All rungs of one anchor date belong to one incident.
        let name = "\(content.registry) \(notification?.anchorName ?? message.key)"
        let digest = SHA256.hash(data: Data(name.utf8))
        var event: [String: JSONValue] = [
            "routing_key": .string(routingKey),
            "event_action": .string(isOver ? "resolve" : "trigger"),
            "dedup_key": .string(digest.hexadecimal),
        ]
        if !isOver, let notification {
            event["payload"] = [
                "summary": .string(notification.line.singleLine(of: 1_000)),
                "source": .string(content.organization.singleLine(of: 200)),
                "severity": .string(notification.severity.rawValue),
                "timestamp": .text(message.queuedAt),
                "component": .string(notification.subject.name),
                "group": .text(notification.scheme), "class": .string(notification.anchor),
                "custom_details": [
                    "anchor_on": .text(notification.anchorOn), "rung": .number(notification.rung),
                    "alert_id": .number(Int(notification.alert.rawValue)),
                    "answer": .string(Wording(message).answer(to: notification)),
                ],
            ]
        }
        bytes = JSONValue.object(event).bytes
    }
}
