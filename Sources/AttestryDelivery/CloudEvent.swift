import AttestryDomain
import Foundation

/// A message of one notification as an event in the structured form of CloudEvents 1.0.
struct CloudEvent {
    /// The same at every try; with the source it is unique.
    let id: String
    private let document: JSONValue

    init(_ message: Message) {
        id = "msg_\(message.key)"
        let content = message.content
        let first = content.notifications.first
        var data: [String: JSONValue] = ["organization": .string(content.organization)]
        if case .object(let fields)? = first?.json {
            data.merge(fields.filter { !["subject_key", "kind"].contains($0.key) }) { $1 }
        }
        document = [
            "specversion": "1.0", "id": .string(id),
            "source": .string("urn:attestry:\(content.registry)"),
            "type": .string(
                "org.attestry.alert.\(first?.kind.rawValue ?? message.kind.rawValue).v1"),
            "subject": .text(first?.subject.name), "time": .text(message.queuedAt),
            "datacontenttype": "application/json", "data": .object(data),
        ]
    }

    /// The event on one line.
    var bytes: Data { document.bytes }
}
