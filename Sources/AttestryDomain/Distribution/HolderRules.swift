/// Who holds which version (`rules.md` §6, Holders).
package struct HolderRules: Sendable {
    private let rank: [ID<Version>: Int]
    private let rows: [Handover]
    /// When each recipient was given a version of each rank, the earliest first.
    private let given: [Recipient: [Int: [Occasion]]]

    /// To whom a version went: a person, or the company where nobody was named.
    private enum Recipient: Hashable {
        case contact(ID<Contact>)
        case customer(ID<Customer>)
    }

    /// The place of a row in time.
    private struct Occasion: Comparable {
        let day: CivilDate
        let row: ID<Distribution>

        init(_ row: Handover) {
            day = row.releasedOn
            self.row = row.id
        }

        static func < (left: Occasion, right: Occasion) -> Bool {
            (left.day, left.row) < (right.day, right.row)
        }
    }

    /// The rules over these rows; `succession` holds the versions of one evidence, oldest first.
    package init(_ rows: [Handover], succession: [ID<Version>]) {
        self.rows = rows
        let rank = Dictionary(zip(succession, succession.indices)) { first, _ in first }
        self.rank = rank
        var given: [Recipient: [Int: [Occasion]]] = [:]
        for row in rows where row.isHeld {
            guard let rank = rank[row.version] else { continue }
            given[.customer(row.customer), default: [:]][rank, default: []].append(Occasion(row))
            guard let contact = row.contact else { continue }
            given[.contact(contact), default: [:]][rank, default: []].append(Occasion(row))
        }
        self.given = given.mapValues { $0.mapValues { $0.sorted() } }
    }

    /// The rows by which a version is held on a day, in the order of recording.
    package func holders(of version: ID<Version>, on day: CivilDate) -> [Handover] {
        rows.filter { $0.version == version && isHolding($0, on: day) }
            .sorted { $0.id < $1.id }
    }

    /// Whether what a row handed out is still held on a day: it was not acknowledged, and nothing
    /// newer went to the same recipient later.
    package func isHolding(_ row: Handover, on day: CivilDate) -> Bool {
        guard row.isHeld, row.releasedOn <= day, row.first(.acknowledged, by: day) == nil else {
            return false
        }
        let recipient = row.contact.map { Recipient.contact($0) } ?? .customer(row.customer)
        let own = rank[row.version] ?? -1
        let occasion = Occasion(row)
        return !(given[recipient] ?? [:]).contains { rank, occasions in
            rank > own && occasions.first(after: occasion).map { $0.day <= day } ?? false
        }
    }
}

extension Array where Element: Comparable {
    /// The first element beyond another, of a sorted array.
    fileprivate func first(after limit: Element) -> Element? {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] > limit { high = middle } else { low = middle + 1 }
        }
        return low < endIndex ? self[low] : nil
    }
}

extension Handover {
    /// Whether it put a version, and not only a letter, into somebody's hands.
    fileprivate var isHeld: Bool { outcome == .released && letter == nil }
}
