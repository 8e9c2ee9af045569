package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records that something happened to a distribution. Throws `conflict` where it happened
    /// before or cannot have.
    package func follow(
        _ id: String, _ kind: DistributionEvent.Kind, on day: CivilDate?, author: Author
    ) throws {
        guard let key = Int64(id), key > 0 else {
            throw RegistryError.invalid(
                "id", id, "a number such as 12; attestry distribution list shows them")
        }
        try write("distribution.\(kind.verb)", author) { transaction, today in
            let day = day ?? today
            let row = try transaction.reading.ledgerRow(ID(key))
            try row.handover.check(kind, on: day, today: today)
            let names = try VersionNames([row.handover.version], transaction.reading)
            try transaction.insertEvent(
                kind, on: day, of: row.handover.id, reason: author.reason, recordedOn: today,
                subject: names[row.handover.version])
        }
    }

    /// Recalls a superseded, withdrawn or voided version from all who hold it and were not asked
    /// before; returns the numbers of their rows.
    package func recall(_ reference: VersionReference, on day: CivilDate?, author: Author) throws
        -> [ID<Distribution>]
    {
        return try write("distribution.recall", author) { transaction, today in
            let day = day ?? today
            try RegistryError.check(
                Problem.future("on", day, by: today, hint: "recall it on that day"))
            let world = try EvidenceWorld(reference.code, as: nil, transaction.reading)
            let version = try world.version(reference, on: day)
            let name = world.name(of: version)
            try world.checkRecall(of: version, on: day)
            let rules = try HolderRules(of: world, version, transaction.reading)
            let holders = rules.holders(of: version.id, on: day)
                .filter { $0.first(.recalled, by: .distantFuture) == nil }
            guard !holders.isEmpty else {
                throw RegistryError(
                    .conflict, "nobody holds \(name) who was not asked for it before",
                    hint: "attestry distribution holders \(name)")
            }
            for holder in holders {
                try transaction.insertEvent(
                    .recalled, on: day, of: holder.id, reason: author.reason, recordedOn: today,
                    subject: name)
            }
            return holders.map(\.id)
        }
    }
}

extension EvidenceWorld {
    /// Throws `conflict` where there is no cause to recall: it stands and nothing took its place.
    fileprivate func checkRecall(of version: Version, on day: CivilDate) throws {
        guard !version.isVoided else { return }
        let verdict = try portfolio.verdict(
            on: evidence.code, version: version.version, at: day)
        let isOut =
            verdict.flags.contains(.superseded) || verdict.state == .withdrawn
            || verdict.state == .cancelled
        guard isOut else {
            throw RegistryError(
                .conflict, "\(name(of: version)) is \(verdict.state.rawValue) on \(day)",
                hint: "only a superseded, withdrawn or voided version is recalled")
        }
    }
}

extension HolderRules {
    /// The rules over all rows that tell who holds a version: its own, and those by which the same
    /// customers got a newer one.
    init(of world: EvidenceWorld, _ version: Version, _ reading: ReadTransaction) throws {
        let succession = world.evidence.standing
        let index = succession.firstIndex { $0.id == version.id }
        let newer = index.map { succession[($0 + 1)...].map(\.id) } ?? succession.map(\.id)
        let order = index == nil ? [version.id] + newer : succession.map(\.id)
        self.init(
            try reading.holdings(of: version.id, newer: newer), succession: order)
    }
}

extension Distribution.EventKind {
    /// The verb that records it.
    package var verb: String {
        switch self {
        case .received: "receive"
        case .recalled: "recall"
        case .acknowledged: "acknowledge"
        case .accessEnded: "end"
        }
    }
}

extension Handover {
    fileprivate func check(
        _ kind: DistributionEvent.Kind, on day: CivilDate, today: CivilDate
    ) throws {
        func refuse(_ why: String, _ hint: String?) -> RegistryError {
            RegistryError(.conflict, "distribution \(id.rawValue) \(why)", hint: hint)
        }
        try RegistryError.check(
            Problem.future("on", day, by: today, hint: "record it when it has happened"))
        guard outcome == .released else { throw refuse("was refused, not released", nil) }
        guard day >= releasedOn else {
            throw refuse("was released on \(releasedOn), after \(day)", "give a later day")
        }
        if let earlier = first(kind, by: .distantFuture) {
            throw refuse("has that already, on \(earlier.occurredOn)", nil)
        }
        guard kind == .acknowledged else { return }
        guard let recall = first(.recalled, by: .distantFuture), recall.occurredOn <= day else {
            throw refuse(
                "was not recalled by \(day)",
                "'distribution recall' asks for it back; 'distribution receive' records a receipt")
        }
    }
}
