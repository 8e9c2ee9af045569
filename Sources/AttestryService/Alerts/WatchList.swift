import AttestryDomain
import AttestryStorage

/// Loads what is watched on a day (`rules.md` §7, "one list"): one loader for each noun, each of
/// which hands what it read to the noun's rules.
struct WatchList {
    /// Which days whoever asks cares for; what can say nothing about them is not read.
    enum Scope {
        /// All that a run of the alerts may have to speak of, with what cannot be read.
        case run
        /// What is past and still stands, and what happens until a day; without one, ever.
        case until(CivilDate?)
        /// What happens between two days.
        case between(CivilDate, CivilDate)
        /// What happens from a day on.
        case from(CivilDate)
    }

    let day: CivilDate
    let settings: Settings
    let ladders: Ladders
    let schemes: [Scheme]
    private(set) var scope: Scope
    let reading: ReadTransaction
    let clock: Clock

    init(_ reading: ReadTransaction, _ clock: Clock, on day: CivilDate, _ scope: Scope) throws {
        self.reading = reading
        self.clock = clock
        self.day = day
        self.scope = scope
        settings = try reading.settings()
        ladders = try reading.ladders()
        schemes = try reading.schemes()
    }

    /// The same list for whoever cares for other days.
    func looking(_ scope: Scope) -> WatchList {
        var list = self
        list.scope = scope
        return list
    }

    /// Everything that is watched.
    func all() throws -> [Watched] {
        var unreadable: Set<AlertSubject> = []
        return try AlertSubject.Kind.allCases.flatMap { try self.of($0) }
            .filter { !$0.isUnreadable || unreadable.insert($0.subject).inserted }
    }

    /// What is watched of one noun.
    func of(_ kind: AlertSubject.Kind) throws -> [Watched] {
        let bereft = try reading.bereft(kind)
        return try readable(kind).filter { bereft[$0.subject] == nil }
            + bereft.sorted { $0.key < $1.key }.map { subject, error in
                kind == .evidence
                    ? try unreadable(evidence: ID(subject.key), error)
                    : try unreadable(subject, error, title: "\(kind) \(subject.name)", owner: nil)
            }
    }

    private func readable(_ kind: AlertSubject.Kind) throws -> [Watched] {
        switch kind {
        case .evidence: try evidence(evidenceToJudge())
        case .agreement:
            try agreements(ofAny: customersWithEnds())
        case .customer:
            try customers(reading.customersOwing(on: day)) { [$1.watchedObligations(on: day)] }
        case .distribution: try distributions()
        case .activity: try activities()
        }
    }

    /// Whether nobody wants to hear of an anchor of a subject.
    func isSilenced(_ anchor: Anchor, of watched: Watched) -> Bool {
        ladders.isSilenced(anchor.name, of: watched.target)
    }

    /// The last day that is looked ahead to for these anchors; nil where there is none.
    func horizon(_ kinds: Set<AnchorName.Kind>) -> CivilDate? {
        switch scope {
        case .run: day.adding(days: ladders.furthest(of: kinds))
        case .until(let last): last
        case .between(_, let last): last
        case .from: nil
        }
    }
}

extension WatchList {
    /// The evidence that can have something to say.
    func evidenceToJudge() throws -> Set<Int64> {
        guard let horizon = horizon(Set(AnchorName.Kind.allCases)) else {
            return try reading.evidenceKeys()
        }
        // A verdict speaks of an end before it comes, and of an edition that a newer one follows.
        let last = max(horizon, day.adding(days: schemes.map(\.expiringDays).max() ?? 0))
        return try reading.evidenceToJudge(
            on: day, horizon: last,
            editions: schemes.flatMap { scheme in
                scheme.editions.values.filter { edition in
                    edition.parentScheme != nil || edition.retiresOn.map { $0 <= last } ?? false
                        || edition.retiresOn == nil && edition.lastIssueOn == nil
                            && !scheme.flags(of: edition, on: day).isEmpty
                }.map { (scheme.code, $0.code) }
            },
            schemes: schemes.filter { scheme in
                scheme.endedOn.map { $0 <= last } ?? false || !scheme.endingMilestones.isEmpty
            }.map(\.code),
            needsOwner: settings.owner == nil)
    }

    /// The evidence of these keys, by code.
    func evidence(_ keys: Set<Int64>) throws -> [Watched] {
        try watched(keys, lotsOf: 1_000) { lot in
            try judge(reading.families(of: lot), Set(lot))
        } instead: { key, error in
            let own = try reading.damage { try reading.evidence([key]) }
            let isOwn = if case .failure = own { true } else { false }
            let cause = isOwn ? error.message : "what it rides on cannot be: \(error.message)"
            return [try unreadable(evidence: ID(key), RegistryError(.damaged, cause))]
        }.sorted { $0.subject < $1.subject }
    }

    /// What `read` finds of these keys, in lots so that memory stays bounded, and what stands
    /// `instead` of those that cannot be read.
    func watched(
        _ keys: Set<Int64>, lotsOf size: Int, read: ([Int64]) throws -> [Watched],
        instead: (Int64, RegistryError) throws -> [Watched]
    ) throws -> [Watched] {
        try keys.sorted().lots(of: size).flatMap {
            try reading.parts(of: $0, read, instead: instead)
        }
    }

    private func judge(_ families: [Evidence], _ keys: Set<Int64>) throws -> [Watched] {
        let rules = AnchorRules(
            portfolio: Portfolio(schemes: schemes, evidence: families),
            defaultOwner: settings.owner)
        return try families.filter { keys.contains($0.id.rawValue) }.map { item in
            switch try reading.damage(in: { try rules.watched(item.code, on: day) }) {
            case .success(let watched): return watched
            case .failure(let error): return try unreadable(evidence: item.id, error)
            }
        }
    }
}

extension WatchList {
    /// The customers of whose agreements one can have something to say.
    private func customersWithEnds() throws -> Set<Int64> {
        var silent: [Code] = []
        var first: CivilDate?
        switch scope {
        case .run: silent = try kindsWithoutNotice()
        case .until: break
        case .between(let day, _), .from(let day): first = day
        }
        return try reading.customersWithEnds(
            from: first, to: horizon([.agreementEnd, .noticeDeadline]), on: day,
            silentKinds: silent)
    }

    /// The kinds of agreements of which nobody is warned before they renew themselves.
    private func kindsWithoutNotice() throws -> [Code] {
        let isSetForOne = ladders.rules.contains {
            $0.anchor.kind == .noticeDeadline && $0.scope == .agreement
        }
        guard !isSetForOne else { return [] }
        let notice = AnchorName(.noticeDeadline)
        return try reading.agreementKinds().map(\.code).filter { kind in
            ladders.rule(for: notice, of: .kind(kind))?.ladder.rungs.isEmpty ?? false
        }
    }

    /// What is watched of the agreements of the customers of these keys. One that cannot be read
    /// is told of alone.
    func agreements(ofAny customers: Set<Int64>) throws -> [Watched] {
        func watched(_ world: CustomerWorld) -> [Watched] {
            let rules = CustomerRules(world.customer, agreements: world.agreements)
            return world.agreements.map { rules.watched($0, on: day) }
        }
        return try self.watched(customers, lotsOf: 2_000) { lot in
            try reading.customerWorlds(Set(lot)).flatMap(watched)
        } instead: { key, error in
            var bad: [Watched] = []
            let world = try reading.damage {
                try reading.readableAgreements(of: key) { subject, error in
                    bad.append(
                        try unreadable(
                            subject, error, title: "agreement \(subject.name)", owner: nil))
                }
            }
            switch world {
            case .success(let world) where !bad.isEmpty: return watched(world) + bad
            default: return [try unreadable(customer: ID(key), error)]
            }
        }
    }

    /// What is watched of the customers of these keys, by their codes.
    func customers(
        _ keys: Set<Int64>, _ rules: (CustomerWorld, CustomerRules) throws -> [Watched]
    ) throws -> [Watched] {
        try watched(keys, lotsOf: 2_000) { lot in
            try reading.customerWorlds(Set(lot)).flatMap { world in
                try rules(
                    world, CustomerRules(world.customer, agreements: world.agreements))
            }
        } instead: { key, error in
            [try unreadable(customer: ID(key), error)]
        }
    }
}
