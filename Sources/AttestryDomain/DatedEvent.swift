/// A dated fact that changes how a version, an agreement or a distribution stands.
package struct DatedEvent<What: Hashable & Sendable>: Hashable, Sendable {
    package typealias Kind = What

    /// The row's key; it grows in the order of recording.
    package let id: ID<DatedEvent>
    /// What happened.
    package let kind: Kind
    /// The day on which it happened; the termination of an agreement may lie ahead.
    package let occurredOn: CivilDate
    /// The agreement that took the place of a superseded one.
    package let successor: Code?
    /// Who signed an agreement, declined it or gave notice.
    package let party: String?
    /// Why it happened, in the user's words.
    package let reason: String?
    /// The civil day on which it was recorded.
    package let recordedOn: CivilDate
    /// Whether it was recorded in error and exists on no day.
    package let isVoided: Bool

    package init(
        id: ID<DatedEvent>, kind: Kind, occurredOn: CivilDate, successor: Code? = nil,
        party: String? = nil, reason: String? = nil, recordedOn: CivilDate, isVoided: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.occurredOn = occurredOn
        self.successor = successor
        self.party = party
        self.reason = reason
        self.recordedOn = recordedOn
        self.isVoided = isVoided
    }
}

extension Array {
    /// The events that happened by a day and were not recorded in error, by date and then by order
    /// of recording.
    package func standing<Kind>(by day: CivilDate = .distantFuture) -> [DatedEvent<Kind>]
    where Element == DatedEvent<Kind> {
        filter { !$0.isVoided && $0.occurredOn <= day }
            .sorted { ($0.occurredOn, $0.id) < ($1.occurredOn, $1.id) }
    }
}
