package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// Whether a copy of this identifier is in the ledger.
    package func hasCopy(_ copy: String) throws -> Bool {
        try db.rows("SELECT 1 FROM distribution WHERE copy_id = ?", [copy]).next() != nil
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
            ORDER BY released_on DESC LIMIT 1
            """, [agreement, day])
    }

    /// What the ledger says already of what went to one customer.
    package func twins(of customer: ID<Customer>) throws -> [DistributionTwin: Int64] {
        var twins: [DistributionTwin: Int64] = [:]
        let rows = try db.rows(
            """
            SELECT \(Handover.columns), channel, purpose FROM distribution AS item
            WHERE customer_id = ?
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
    static let columns = "event.id AS event_id, event.kind, occurred_on, recorded_on"

    /// The event beside a row of the ledger; nil where nothing happened to it.
    init?(row: Row) throws {
        guard let id: ID<DistributionEvent> = try row["event_id"] else { return nil }
        try self.init(
            id: id, kind: row["kind"], occurredOn: row["occurred_on"],
            recordedOn: row["recorded_on"])
    }
}
