package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The rows under which copies of these identifiers went out.
    package func rows(ofCopies copies: [String]) throws -> [ID<Distribution>] {
        try copies.compactMap { copy in
            try db.value("SELECT id FROM distribution WHERE copy_id = ?", [copy])
        }
    }

    /// The rows of what went to this address at a customer, in any spelling that is the same, or to
    /// whoever has it now.
    package func distributions(to email: String, of customer: ID<Customer>) throws -> [Int64] {
        let person = try contact(email, of: customer)?.id
        let wanted = EmailAddress.compared(email)
        var found: [Int64] = []
        let rows = try db.rows(
            "SELECT id, contact, contact_id FROM distribution WHERE customer_id = ?", [customer])
        while let row = try rows.next() {
            guard let address: String = try row["contact"] else { continue }
            let id: ID<Contact>? = try row["contact_id"]
            let isTheirs = person != nil && id == person
            if isTheirs || EmailAddress.compared(address) == wanted {
                found.append(try row["id"])
            }
        }
        return found
    }

    /// The last release by a day that relied on an agreement.
    package func lastRelease(reliedOn agreement: ID<Agreement>, by day: CivilDate) throws
        -> CivilDate?
    {
        try db.value(
            """
            SELECT released_on FROM distribution
            WHERE agreement_id = ? AND released_on <= ? AND outcome = 'released'
              AND \(Handover.stands("distribution"))
            ORDER BY released_on DESC LIMIT 1
            """, [agreement, day])
    }

    /// What the ledger says already of what went to one customer.
    package func twins(of customer: ID<Customer>) throws -> [DistributionTwin: Int64] {
        var twins: [DistributionTwin: Int64] = [:]
        let rows = try db.rows(
            """
            SELECT \(Handover.columns), channel, purpose FROM distribution AS item
            WHERE customer_id = ? AND \(Handover.stands("item"))
            """, [customer])
        while let row = try rows.next() {
            let handover = try Handover(row: row)
            let twin = try DistributionTwin(
                handover, channel: row["channel"], purpose: row["purpose"])
            twins[twin] = handover.id.rawValue
        }
        return twins
    }
}

extension Handover {
    static let columns = """
        item.id, released_on, outcome, customer_id, contact_id, version_id, bridge_letter_id
        """

    /// That a row was not voided, with the name under which the query has it.
    static func stands(_ row: String) -> String {
        """
        NOT EXISTS (
          SELECT 1 FROM distribution_event AS voiding
          WHERE voiding.distribution_id = \(row).id AND voiding.kind = 'voided')
        """
    }

    init(row: Row) throws {
        try self.init(
            id: row["id"], releasedOn: row["released_on"], outcome: row["outcome"],
            customer: row["customer_id"], contact: row["contact_id"], version: row["version_id"],
            letter: row["bridge_letter_id"])
    }

    /// Takes in an event, in the order of recording; nil is none.
    mutating func add(_ event: DistributionEvent?) {
        guard let event else { return }
        let place = events.firstIndex { $0.id > event.id } ?? events.endIndex
        events.insert(event, at: place)
    }
}

extension DistributionEvent {
    static let columns = """
        event.id AS event_id, event.kind, occurred_on, event.reason AS event_reason, recorded_on
        """

    /// The event beside a row of the ledger; nil where nothing happened to it.
    init?(row: Row) throws {
        guard let id: ID<DistributionEvent> = try row["event_id"] else { return nil }
        try self.init(
            id: id, kind: row["kind"], occurredOn: row["occurred_on"],
            reason: row["event_reason"], recordedOn: row["recorded_on"])
    }
}
