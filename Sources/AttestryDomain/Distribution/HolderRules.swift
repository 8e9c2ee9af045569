/// Who holds which version (`rules.md` §6, Holders).
package struct HolderRules: Sendable {
    private let rank: [ID<Version>: Int]
    private let rows: [Handover]
    /// When each recipient was given a version of each rank, the earliest first.
    private let given: [Recipient: [Int: [Occasion]]]

    /// The place of a row in time.
    private typealias Occasion = (day: CivilDate, row: ID<Distribution>)

    /// The rules over these rows; `succession` holds the versions of one evidence, oldest first.
    package init(_ rows: [Handover], succession: [ID<Version>]) {
        self.rows = rows
        let rank = Dictionary(zip(succession, succession.indices)) { first, _ in first }
        self.rank = rank
        var given: [Recipient: [Int: [Occasion]]] = [:]
        for row in rows where row.isHeld {
            guard let rank = rank[row.version] else { continue }
            let recipients = [.customer(row.customer), row.contact.map(Recipient.contact)]
            for case let recipient? in recipients {
                given[recipient, default: [:]][rank, default: []].append((row.releasedOn, row.id))
            }
        }
        self.given = given.mapValues { $0.mapValues { $0.sorted(by: <) } }
    }

    /// The rows by which a version is held on a day, in the order of recording.
    package func holders(of version: ID<Version>, on day: CivilDate) -> [Handover] {
        rows.filter { $0.version == version && isHolding($0, on: day) }
            .sorted { $0.id < $1.id }
    }

    /// Who holds a version on a day, each once with all their copies, by the numbers under which
    /// they are followed up.
    package func holdings(of version: ID<Version>, on day: CivilDate) -> [Holding] {
        Dictionary(grouping: holders(of: version, on: day), by: \.recipient).values
            .compactMap { Holding($0, on: day) }
            .sorted { $0.lead.id < $1.lead.id }
    }

    /// Whether what a row handed out is still held on a day: it was not acknowledged, and nothing
    /// newer went to the same recipient later.
    package func isHolding(_ row: Handover, on day: CivilDate) -> Bool {
        guard row.isHeld, row.releasedOn <= day, row.first(.acknowledged, by: day) == nil else {
            return false
        }
        let own = rank[row.version] ?? -1
        return !(given[row.recipient] ?? [:]).contains { rank, occasions in
            rank > own
                && Self.first(of: occasions, after: (row.releasedOn, row.id)).map { $0.day <= day }
                    ?? false
        }
    }

    /// The first of sorted occasions after another one.
    private static func first(of occasions: [Occasion], after limit: Occasion) -> Occasion? {
        var (low, high) = (0, occasions.count)
        while low < high {
            let middle = (low + high) / 2
            if occasions[middle] > limit { high = middle } else { low = middle + 1 }
        }
        return low < occasions.count ? occasions[low] : nil
    }
}

extension Handover {
    /// Whether it put a version, and not only a letter, into somebody's hands.
    fileprivate var isHeld: Bool { outcome == .released && letter == nil && voiding == nil }
}
