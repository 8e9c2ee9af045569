/// One release or refusal of one version to one customer, never changed once recorded (`rules.md`
/// §6).
package struct Distribution: Hashable, Sendable {
    /// By which way it went.
    package enum Channel: String, Sendable, CaseIterable {
        case email, portal, other
        case dataRoom = "data-room"
        case inPerson = "in-person"
    }

    /// Whether it went out.
    package enum Outcome: String, Sendable, CaseIterable {
        case released, refused
    }

    /// The row's key.
    package var id: ID<Distribution>
    /// The day of the release.
    package var releasedOn: CivilDate
    /// Whether it went out.
    package var outcome: Outcome
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

    /// A distribution with these parts.
    package init(
        id: ID<Distribution>, releasedOn: CivilDate, outcome: Outcome, customer: ID<Customer>,
        contact: ID<Contact>?, version: ID<Version>, letter: ID<BridgeLetter>? = nil,
        events: [DistributionEvent] = []
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
        events.filter { $0.kind == kind && $0.occurredOn <= day }
            .min { ($0.occurredOn, $0.id) < ($1.occurredOn, $1.id) }
    }
}

/// A dated fact that follows a distribution.
package struct DistributionEvent: Hashable, Sendable {
    /// What happened.
    package enum Kind: String, Sendable, CaseIterable {
        case received, recalled, acknowledged
        case accessEnded = "access_ended"
    }

    /// The row's key.
    package let id: ID<DistributionEvent>
    /// What happened.
    package let kind: Kind
    /// The day it happened.
    package let occurredOn: CivilDate
    /// The civil day on which it was recorded.
    package let recordedOn: CivilDate

    /// An event with these parts.
    package init(
        id: ID<DistributionEvent>, kind: Kind, occurredOn: CivilDate, recordedOn: CivilDate
    ) {
        self.id = id
        self.kind = kind
        self.occurredOn = occurredOn
        self.recordedOn = recordedOn
    }
}

/// Who holds which version (`rules.md` §6, Holders).
package struct HolderRules: Sendable {
    private let rank: [ID<Version>: Int]
    private let rows: [Distribution]
    private let newest: [Recipient: [Distribution]]

    /// To whom a version went: a person, or the company where nobody was named.
    private enum Recipient: Hashable {
        case contact(ID<Contact>)
        case customer(ID<Customer>)
    }

    /// The rules over these rows; `succession` holds the versions of one evidence, oldest first.
    package init(_ rows: [Distribution], succession: [ID<Version>]) {
        self.rows = rows
        rank = Dictionary(zip(succession, succession.indices)) { first, _ in first }
        var newest: [Recipient: [Distribution]] = [:]
        for row in rows where row.isHeld {
            newest[.customer(row.customer), default: []].append(row)
            if let contact = row.contact { newest[.contact(contact), default: []].append(row) }
        }
        self.newest = newest
    }

    /// The rows by which a version is held on a day, in the order of recording.
    package func holders(of version: ID<Version>, on day: CivilDate) -> [Distribution] {
        rows.filter { $0.version == version && isHolding($0, on: day) }
            .sorted { $0.id < $1.id }
    }

    /// Whether what a row handed out is still held on a day.
    package func isHolding(_ row: Distribution, on day: CivilDate) -> Bool {
        guard row.isHeld, row.releasedOn <= day, row.first(.acknowledged, by: day) == nil else {
            return false
        }
        let recipient = row.contact.map { Recipient.contact($0) } ?? .customer(row.customer)
        let own = rank[row.version] ?? -1
        return !(newest[recipient] ?? []).contains { other in
            other.releasedOn <= day && rank[other.version] ?? -1 > own
                && (other.releasedOn, other.id) > (row.releasedOn, row.id)
        }
    }
}

extension Distribution {
    /// Whether it put a version, and not only a letter, into somebody's hands.
    fileprivate var isHeld: Bool { outcome == .released && letter == nil }
}
