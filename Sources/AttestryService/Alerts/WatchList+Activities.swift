import AttestryDomain
import AttestryStorage

extension WatchList {
    /// What is watched of the activities of these keys, or of all.
    func activities(_ keys: Set<Int64>? = nil) throws -> [Watched] {
        let last = horizon([.occurrence, .finding]) ?? day.adding(months: 12)
        return try watched(keys ?? Set(reading.activityKeys()), lotsOf: 1_000) { lot in
            try reading.rules(of: reading.activities(Set(lot), deciding: day), on: day).map {
                rules in
                rules.watched(until: rules.outlook(last))
            }
        } instead: { key, error in
            let name = try reading.nameLeft(of: .activity, key)
            let subject = AlertSubject(.activity, key: key, name: name)
            return [try unreadable(subject, error, title: "activity \(name)", owner: nil)]
        }.sorted { $0.subject < $1.subject }
    }
}
