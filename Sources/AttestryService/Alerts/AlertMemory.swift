import AttestryDomain
import AttestryStorage

/// What runs and people have done about anchor dates: those that are open are read at once, any
/// other when a rung of it is reached.
struct AlertMemory {
    private let reading: ReadTransaction
    private let known: [AlertKey: AlertPast]

    init(_ reading: ReadTransaction) throws {
        self.reading = reading
        known = try reading.pasts(.open)
    }

    /// The alerts whose anchor has not gone, in the order of their raising.
    var open: [Alert] {
        known.values.flatMap(\.alerts).filter { $0.resolvedOn == nil }.sorted { $0.id < $1.id }
    }

    /// What is remembered of an anchor date.
    func past(_ key: AlertKey, isReached: Bool) throws -> AlertPast {
        if let past = known[key] { return past }
        return isReached ? try reading.pasts(.key(key))[key] ?? AlertPast() : AlertPast()
    }
}
