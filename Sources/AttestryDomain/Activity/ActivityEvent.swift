/// Something that happened to an activity: it was done, an occurrence was opened, or one was waived
/// (`rules.md` §9).
package struct ActivityEvent: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case done, opened, waived
    }

    /// What a record says of how it went.
    package enum Result: String, Sendable, CaseIterable {
        case pass, partial, fail
    }

    package let id: ID<ActivityEvent>
    /// What happened.
    package let kind: Kind
    /// The day on which it happened.
    package var occurredOn: CivilDate
    /// The name of the occurrence: of what was opened its reference; nil for that of the day.
    package var occurrence: String?
    /// How it went, of a record.
    package var result: Result?
    /// Whether it was done beside what is due, for which it never stands in.
    package var isExtra = false
    /// Where it is kept: a ticket, a file; of an extra one why it was done.
    package var reference: String?
    /// What else the record says, by name.
    package var details: [String: String] = [:]
    /// By when it is to be done, of what was opened.
    package var dueOn: CivilDate?
    /// Who agreed that it need not be done, of what was waived.
    package var approvedBy: String?
    /// Why, in the user's words.
    package var reason: String?
    /// The civil day on which it was recorded.
    package let recordedOn: CivilDate
    /// Whether it was recorded in error and exists on no day.
    package var isVoided = false
    /// What the record found, in the order of recording.
    package var findings: [ActivityFinding] = []
    /// The document of the record.
    package var document: AttachedDocument?

    package init(
        id: ID<ActivityEvent>, kind: Kind, occurredOn: CivilDate, recordedOn: CivilDate
    ) {
        self.id = id
        self.kind = kind
        self.occurredOn = occurredOn
        self.recordedOn = recordedOn
    }

    /// Whether it makes up for what was due.
    package var counts: Bool { kind == .done && !isExtra && [.pass, .partial].contains(result) }

    /// Whether another event says the same.
    package func isTwin(of other: ActivityEvent) -> Bool {
        !other.isVoided
            && (kind, occurredOn, occurrence) == (
                other.kind, other.occurredOn,
                other.occurrence
            )
            && (result, isExtra, reference) == (
                other.result, other.isExtra,
                other.reference
            ) && details == other.details
    }

    package static let prefix = "details."

    /// What is typed of a record beside the occurrence and the details.
    package static let recordFields: [Field<ActivityEvent>] = [
        .date("occurred_on", \.occurredOn.kept, "The day it was done, YYYY-MM-DD.")
            .typed(as: "on").needed("the day it was done"),
        .choice("result", \.result, "How it went: pass, partial or fail.")
            .needed("how it went"),
        .flag("extra", \.isExtra, "It was done beside what is due.").typed(as: nil),
        .text("reference", \.reference, "Where it is kept: a ticket, a file."),
    ]
}

/// Something that a record found and that is to be mended.
package struct ActivityFinding: Hashable, Sendable {
    /// The row's key, by which it is named.
    package let id: ID<ActivityFinding>
    /// What was found.
    package let title: String
    /// The last day to mend it.
    package let fixBy: CivilDate
    /// The day on which it was mended; nil while it is open.
    package var closedOn: CivilDate?
    /// The civil day on which it was recorded.
    package let recordedOn: CivilDate
    /// Whether it was recorded in error.
    package var isVoided: Bool

    package init(
        id: ID<ActivityFinding>, title: String, fixBy: CivilDate, closedOn: CivilDate? = nil,
        recordedOn: CivilDate, isVoided: Bool = false
    ) {
        self.id = id
        self.title = title
        self.fixBy = fixBy
        self.closedOn = closedOn
        self.recordedOn = recordedOn
        self.isVoided = isVoided
    }

    /// Whether it is yet to be mended on a day.
    package func isOpen(on day: CivilDate) -> Bool {
        !isVoided && closedOn.map { day < $0 } ?? true
    }
}
