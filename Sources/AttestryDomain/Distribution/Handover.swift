/// What a distribution put, or would have put, into whose hands: all that the rules about holders
/// look at (`rules.md` §6).
package struct Handover: Hashable, Sendable {
    package var id: ID<Distribution>
    /// The day of the release.
    package var releasedOn: CivilDate
    /// Whether it went out.
    package var outcome: Distribution.Outcome
    /// The customer.
    package var customer: ID<Customer>
    /// The person; nil where nobody is named.
    package var contact: ID<Contact>?
    /// The version.
    package var version: ID<Version>
    /// The bridge letter, where that was what went out.
    package var letter: ID<BridgeLetter>?
    /// What happened to it since.
    package var events: [DistributionEvent]

    package init(
        id: ID<Distribution>, releasedOn: CivilDate, outcome: Distribution.Outcome,
        customer: ID<Customer>, contact: ID<Contact>?, version: ID<Version>,
        letter: ID<BridgeLetter>? = nil, events: [DistributionEvent] = []
    ) {
        self.id = id
        self.releasedOn = releasedOn
        self.outcome = outcome
        self.customer = customer
        self.contact = contact
        self.version = version
        self.letter = letter
        self.events = events
    }

    /// The first event of a kind by a day.
    package func first(_ kind: DistributionEvent.Kind, by day: CivilDate) -> DistributionEvent? {
        events.standing(by: day).first { $0.kind == kind }
    }

    /// That nothing was handed out after all: such a row holds nothing on any day (`rules.md` §1).
    package var voiding: DistributionEvent? { first(.voided, by: .distantFuture) }

    /// To whom it went.
    package var recipient: Recipient { contact.map(Recipient.contact) ?? .customer(customer) }
}

/// To whom a version went: a person, or the company where nobody was named.
package enum Recipient: Hashable, Sendable {
    case contact(ID<Contact>)
    case customer(ID<Customer>)
}

/// A dated fact that follows a distribution.
package typealias DistributionEvent = DatedEvent<Distribution.EventKind>

extension Distribution {
    /// What may happen to what was handed out.
    package enum EventKind: String, Sendable, CaseIterable {
        case received, recalled, acknowledged, voided
        case accessEnded = "access_ended"
    }
}
