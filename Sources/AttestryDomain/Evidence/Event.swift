/// What may happen to a version.
package enum EventKind: String, Sendable, CaseIterable {
    case suspended, restored, withdrawn, cancelled
}

/// A dated fact that changes a version's standing.
package typealias Event = DatedEvent<EventKind>

/// Something due inside a version's life: a surveillance audit, "book the auditor by".
package struct Milestone: Hashable, Sendable {
    /// The kind that a missed due day turns into a state of its own (`rules.md` §3).
    package static let surveillance = "surveillance"

    package let id: ID<Milestone>
    /// What is due.
    package let kind: String
    /// The last day for it, inclusive.
    package var dueOn: CivilDate
    /// The day it was done.
    package var doneOn: CivilDate?
    /// The civil day on which it was recorded.
    package let recordedOn: CivilDate
    /// Whether it was recorded in error.
    package var isVoided: Bool
    /// The document that was attached to it, such as the audit's report.
    package let document: AttachedDocument?

    package init(
        id: ID<Milestone>, kind: String, dueOn: CivilDate, doneOn: CivilDate? = nil,
        recordedOn: CivilDate, isVoided: Bool = false, document: AttachedDocument? = nil
    ) {
        self.id = id
        self.kind = kind
        self.dueOn = dueOn
        self.doneOn = doneOn
        self.recordedOn = recordedOn
        self.isVoided = isVoided
        self.document = document
    }

    /// The milestone as a day shows it: what was done later is still open.
    package func seen(on day: CivilDate) -> Milestone {
        var seen = self
        seen.doneOn = doneOn.flatMap { $0 <= day ? $0 : nil }
        return seen
    }

    /// Whether it is past due on a day and was not done by then.
    package func isOverdue(on day: CivilDate) -> Bool {
        !isVoided && dueOn < day && isOpen(on: day)
    }

    /// Whether it is still to be done on a day.
    package func isOpen(on day: CivilDate) -> Bool { doneOn.map { $0 > day } ?? true }
}

/// What is asked for in the life of a version: of which kind, its last day, and who asks for it.
package struct PlannedMilestone: Hashable, Sendable {
    package let kind: String
    package let dueOn: CivilDate
    package let askedBy: String
}

/// A letter of the organization that bridges from a type 2 report to the next one (`rules.md` §4).
package struct BridgeLetter: Hashable, Sendable {
    package let id: ID<BridgeLetter>
    /// The first day it speaks for: the day after the period's end.
    package let fromOn: CivilDate
    /// The last day it speaks for.
    package let toOn: CivilDate
    /// The day it was signed.
    package let signedOn: CivilDate
    /// Who signed it for the organization.
    package let signer: String
    /// Whether it was recorded in error.
    package var isVoided: Bool
    /// The letter itself, where it is stored.
    package let document: AttachedDocument?

    package init(
        id: ID<BridgeLetter>, fromOn: CivilDate, toOn: CivilDate, signedOn: CivilDate,
        signer: String, isVoided: Bool = false, document: AttachedDocument? = nil
    ) {
        self.id = id
        self.fromOn = fromOn
        self.toOn = toOn
        self.signedOn = signedOn
        self.signer = signer
        self.isVoided = isVoided
        self.document = document
    }
}
