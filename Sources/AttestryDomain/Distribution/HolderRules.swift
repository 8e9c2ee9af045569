/// Who holds which version (`rules.md` §6, Holders).
package struct HolderRules: Sendable {
    private let rank: [ID<Version>: Int]
    private let rows: [Handover]
    private let newest: [Recipient: [Handover]]

    /// To whom a version went: a person, or the company where nobody was named.
    private enum Recipient: Hashable {
        case contact(ID<Contact>)
        case customer(ID<Customer>)
    }

    /// The rules over these rows; `succession` holds the versions of one evidence, oldest first.
    package init(_ rows: [Handover], succession: [ID<Version>]) {
        self.rows = rows
        rank = Dictionary(zip(succession, succession.indices)) { first, _ in first }
        var newest: [Recipient: [Handover]] = [:]
        for row in rows where row.isHeld {
            newest[.customer(row.customer), default: []].append(row)
            if let contact = row.contact { newest[.contact(contact), default: []].append(row) }
        }
        self.newest = newest
    }

    /// The rows by which a version is held on a day, in the order of recording.
    package func holders(of version: ID<Version>, on day: CivilDate) -> [Handover] {
        rows.filter { $0.version == version && isHolding($0, on: day) }
            .sorted { $0.id < $1.id }
    }

    /// Whether what a row handed out is still held on a day.
    package func isHolding(_ row: Handover, on day: CivilDate) -> Bool {
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

extension Handover {
    /// Whether it put a version, and not only a letter, into somebody's hands.
    fileprivate var isHeld: Bool { outcome == .released && letter == nil }
}
