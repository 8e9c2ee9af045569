import AttestryDomain
import AttestryStorage

extension TellingRules {
    /// The rules on a day, from what is recorded of all that these messages are about.
    init(
        for messages: [OutboxItem], on day: CivilDate, _ reading: ReadTransaction, _ clock: Clock
    ) throws {
        let alerts = messages.flatMap(\.message.content.notifications).map(\.about)
        let list = try WatchList(reading, clock, on: day, .run)
        let watched = try list.watched(Set(alerts.map(\.subject)))
        self.init(
            on: day, list.settings,
            watched: Dictionary(watched.map { ($0.subject, $0) }) { first, _ in first },
            pasts: try reading.pasts(.beside(alerts.map(\.id))))
    }
}

extension ReadTransaction {
    /// What is said of each message now; as it was queued where that cannot be found out: what is
    /// wrong with one thing must not keep others from being told of.
    func tellings(of messages: [OutboxItem], on day: CivilDate, _ clock: Clock) throws
        -> [Telling]
    {
        // What programs read needs no rules, and may be much.
        guard messages.contains(where: { $0.channel?.kind.isReadByPeople ?? true }) else {
            return messages.map { Telling($0) }
        }
        switch try damage(in: { try TellingRules(for: messages, on: day, self, clock) }) {
        case .success(let rules): return messages.map { Telling($0, by: rules) }
        case .failure: return messages.map { Telling($0) }
        }
    }
}

extension WatchList {
    /// What is watched of some subjects; those of which nothing can be read are left out.
    fileprivate func watched(_ subjects: Set<AlertSubject>) throws -> [Watched] {
        let keys = Dictionary(grouping: subjects, by: \.kind).mapValues { Set($0.map(\.key)) }
        func wanted(_ watched: Watched) -> Bool { subjects.contains(watched.subject) }
        return try keys.flatMap { kind, keys -> [Watched] in
            switch kind {
            case .evidence: return try evidence(keys).filter(wanted)
            case .customer:
                return try customers(keys) { [$1.watchedObligations(on: day)] }.filter(wanted)
            case .agreement:
                return try agreements(ofAny: reading.customerKeys(ofAgreements: keys))
                    .filter(wanted)
            case .activity: return try activities(keys).filter(wanted)
            case .distribution:
                // What came back or ended is watched no more.
                let followed = try distributions().filter(wanted)
                return followed
                    + subjects.filter { $0.kind == .distribution }
                    .subtracting(followed.map(\.subject))
                    .map { Watched($0, title: $0.name, owner: nil, anchors: []) }
            }
        }
    }
}
