import AttestryDomain
import AttestryTestSupport

/// A message about so many alerts, with these words in all that a person may have typed.
func message(
    _ words: String = "c1 (ISO/IEC 27001:2022): its validity ends on 2026-12-01", count: Int = 1,
    organization: String = "Example Software", kind: AlertNotification.Kind = .raised,
    rung: Int = 7, recipient: String = "owner@example.com"
) -> Message {
    let notifications = (1...count).map { number in
        AlertNotification(
            kind: kind,
            about: Alert(
                id: ID(Int64(number)),
                subject: AlertSubject(.evidence, key: Int64(number), name: "c\(number)"),
                scheme: "iso27001", anchor: AnchorName(.end), anchorOn: day("2026-12-01"),
                rung: rung, skipped: [], message: words, recipients: [recipient],
                raisedOn: day("2026-11-25")),
            day: day("2026-11-25"), recipients: [recipient])
    }
    return Message(
        id: ID(1), key: String(repeating: "ab", count: 32), recipient: recipient, kind: .init(kind),
        content: Message.Content(
            organization: organization, registry: String(repeating: "0", count: 32),
            notifications: notifications),
        queuedAt: Timestamp(secondsSinceEpoch: 1_795_588_200))
}

/// A message that brings a checkpoint.
func checkpoint(
    of text: String = "2027-03-31", organization: String = "Example Software", lostOn: String? = nil
) -> Message {
    let one = message()
    return Message(
        id: one.id, key: one.key, recipient: "auditor@example.org", kind: .checkpoint,
        content: Message.Content(
            organization: organization, registry: one.content.registry, notifications: [],
            checkpoint: CheckpointLetter(
                day: day(text), lostOn: lostOn.map(day),
                note: "registry.example.com/a\n1234\nAAAA\n\n— registry.example.com/a BBBB\n")),
        queuedAt: one.queuedAt)
}

/// A message of these notifications.
func message(saying notifications: [AlertNotification]) -> Message {
    let one = message()
    return Message(
        id: one.id, key: one.key, recipient: "", kind: .raised,
        content: Message.Content(
            organization: one.content.organization, registry: one.content.registry,
            notifications: notifications), queuedAt: one.queuedAt)
}
