/// An agreement with one customer as it was recorded: its terms and its dated events (`rules.md`
/// §5).
@dynamicMemberLookup
package struct Agreement: Hashable, Sendable {
    /// What may happen to an agreement.
    package enum EventKind: String, Sendable, CaseIterable {
        case drafted, sent, negotiating, executed, declined, terminated, superseded, voided
    }

    package let id: ID<Agreement>
    /// What users call it.
    package let code: Code
    /// The customer it is with.
    package let customer: Code
    /// What sort of agreement it is.
    package let kind: AgreementKind
    /// When it begins, how it ends or goes on, and how long it protects.
    package var terms: AgreementTerms
    /// The civil day on which its terms were recorded or last edited.
    package var recordedOn: CivilDate
    /// What happened to it, in the order of recording.
    package var events: [AgreementEvent]

    package init(
        id: ID<Agreement>, code: Code, customer: Code, kind: AgreementKind, terms: AgreementTerms,
        recordedOn: CivilDate, events: [AgreementEvent] = []
    ) {
        self.id = id
        self.code = code
        self.customer = customer
        self.kind = kind
        self.terms = terms
        self.recordedOn = recordedOn
        self.events = events
    }

    /// One of its terms.
    package subscript<Term>(dynamicMember term: KeyPath<AgreementTerms, Term>) -> Term {
        terms[keyPath: term]
    }

    /// The events that were not recorded in error, by date and then by order of recording.
    package var standing: [AgreementEvent] { events.standing() }

    /// The first standing event of a kind.
    package func first(_ kind: EventKind) -> AgreementEvent? { standing.first { $0.kind == kind } }

    /// Whether it was entered in error as a whole.
    package var isVoided: Bool { first(.voided) != nil }

    /// The day it was executed; nil where it never was.
    package var executedOn: CivilDate? { first(.executed)?.occurredOn }

    /// The agreement as a day shows it, without what happened later; a termination ahead is known
    /// as soon as the agreement is executed (`rules.md`, "What exists on D").
    package func seen(on day: CivilDate) -> Agreement {
        let isExecuted = executedOn.map { $0 <= day } ?? false
        var seen = self
        seen.events = events.filter { event in
            event.occurredOn <= day || event.kind == .voided
                || event.kind == .terminated && isExecuted
        }
        return seen
    }

    /// Whether another agreement says the same: the same customer, kind, first day, renewal and end
    /// (`rules.md` §5, Twins).
    package func isTwin(of other: Agreement) -> Bool {
        code != other.code && !isVoided && !other.isVoided
            && (customer, kind.code) == (other.customer, other.kind.code)
            && (terms.effectiveOn, terms.renewal) == (other.effectiveOn, other.renewal)
            && (terms.endsOn, terms.termMonths) == (other.endsOn, other.termMonths)
            && (terms.initialTermMonths ?? terms.termMonths)
                == (other.initialTermMonths ?? other.termMonths)
    }

    /// The first day it could be in force: executed and effective; nil where it cannot.
    package var start: CivilDate? {
        guard let executedOn, let effectiveOn = terms.effectiveOn else { return nil }
        return max(executedOn, effectiveOn)
    }
}

/// A dated fact about an agreement (`rules.md` §5).
package typealias AgreementEvent = DatedEvent<Agreement.EventKind>
