import AttestryDomain
import AttestryStorage

/// Finds the anchors of every noun and plans what a run does about them.
struct AlertWatch {
    let day: CivilDate
    let ladders: Ladders
    let past: (AlertKey) -> AlertPast
    let open: [Alert]
    let settings: Settings

    /// The evidence; what cannot be read or judged gets an alert of its own and stops nothing else.
    func evidence(_ reading: ReadTransaction) throws -> [WatchedSubject] {
        let schemes = try reading.catalogue().map { try $0.scheme() }
        let horizon = day.adding(days: ladders.furthest())
        let keys = try reading.evidenceToJudge(
            on: day, horizon: horizon,
            editions: schemes.flatMap { scheme in
                scheme.editions.values.filter {
                    $0.parentScheme != nil || $0.retiresOn.map { $0 <= horizon } ?? false
                }.map { (scheme.code, $0.code) }
            }, needsOwner: settings.owner == nil)
        let (families, unreadable) = try reading.readableEvidence(keys)
        let portfolio = Portfolio(schemes: schemes, evidence: families)
        let evidence = families.filter { keys.contains($0.id.rawValue) }
        let rules = AnchorRules(portfolio: portfolio, defaultOwner: settings.owner)
        func watched(_ item: Evidence, _ plans: [AlertPlan]) -> WatchedSubject {
            let scheme = portfolio.schemes[item.scheme]
            let edition = item.standing.last?.edition.flatMap { scheme?.editions[$0]?.title }
            let title = item.title ?? edition ?? scheme?.title ?? item.scheme.description
            return WatchedSubject(
                title: "\(item.code) (\(title))", scheme: item.scheme.description,
                owner: item.owner, plans: plans)
        }
        return evidence.map { item in
            let plans = try? rules.plans(
                of: item.code, on: day, ladders: ladders, past: past)
            return watched(item, plans ?? [unreadablePlan(of: AlertSubject(item))])
        } + unreadable.map { watched($0, [unreadablePlan(of: AlertSubject($0))]) }
    }

    private func unreadablePlan(of subject: AlertSubject) -> AlertPlan {
        let first = open.last { $0.subject == subject && $0.anchor == Anchor.Name.unreadable }
        let on = first?.anchorOn ?? day
        return ladders.plan(
            Anchor(
                name: Anchor.Name.unreadable, on: on, recordedOn: on,
                fact: "its data cannot be evaluated; attestry audit verify lists what is wrong"),
            of: subject, as: .anything, past: past)
    }

    /// The customers' obligations and their agreements.
    func customers(_ reading: ReadTransaction) throws -> [WatchedSubject] {
        let names: Set = [Anchor.Name.agreementEnd, Anchor.Name.noticeDeadline]
        let kinds = try reading.agreementKinds().map(\.code).filter { kind in
            ladders.rules.allSatisfy {
                $0.anchor != Anchor.Name.noticeDeadline || $0.scope != .agreement
            }
                && ladders.rule(for: Anchor.Name.noticeDeadline, of: .kind(kind))?.ladder.rungs
                    .isEmpty ?? false
        }
        let keys = try reading.customersToJudge(
            horizon: day.adding(days: ladders.furthest(of: names)), silentKinds: kinds)
        if let worlds = try? reading.customerWorlds(keys) { return worlds.flatMap(watched) }
        return keys.sorted().flatMap { key -> [WatchedSubject] in
            if let worlds = try? reading.customerWorlds([key]) { return worlds.flatMap(watched) }
            let name = (try? reading.customerNames([ID(key)]))?[ID(key)]?.description
            let subject = AlertSubject(.customer, key: key, name: name ?? "customer \(key)")
            return [
                WatchedSubject(
                    title: subject.name, owner: nil, plans: [unreadablePlan(of: subject)])
            ]
        }
    }

    func watched(_ world: CustomerWorld) -> [WatchedSubject] {
        let (customer, agreements) = (world.customer, world.agreements)
        let rules = AgreementAnchorRules(customer, agreements: agreements)
        let subject = AlertSubject(
            .customer, key: customer.id.rawValue, name: customer.code.description)
        let obligations = WatchedSubject(
            title: "\(customer.code) (\(customer.name))", owner: customer.owner,
            plans: rules.obligationAnchors(on: day).map {
                ladders.plan($0, of: subject, as: .anything, past: past)
            })
        return [obligations]
            + agreements.compactMap { agreement in
                guard let anchor = rules.anchor(of: agreement, on: day) else { return nil }
                let plan = plan(anchor, of: agreement, with: customer)
                return WatchedSubject(
                    title: "\(agreement.code) (\(agreement.kind.title), \(customer.name))",
                    owner: customer.owner, plans: [plan])
            }
    }

    /// Nobody is warned of a former customer's agreement unless a ladder for just it says so.
    func plan(_ anchor: Anchor, of agreement: Agreement, with customer: Customer) -> AlertPlan {
        let subject = AlertSubject(
            .agreement, key: agreement.id.rawValue, name: agreement.code.description)
        let target = Ladders.Target(agreement)
        let rule = ladders.rule(for: anchor.name, of: target)
        guard customer.status(on: day) == .former, rule?.scope != .agreement else {
            return ladders.plan(anchor, of: subject, as: target, past: past)
        }
        return AlertPlan(
            subject: subject, anchor: anchor, ladder: Ladder(rungs: []), past: AlertPast())
    }

    /// What was released and has to come back or end.
    func distributions(_ reading: ReadTransaction) throws -> [WatchedSubject] {
        let rows = try reading.followedUp()
        guard !rows.isEmpty else { return [] }
        let names = try VersionNames(Set(rows.map(\.handover.version)), reading)
        let customers = try reading.customerNames(Set(rows.map(\.handover.customer)))
        let contacts = try reading.contacts(Set(rows.compactMap(\.handover.contact)))
        var owners: [Code: String?] = [:]
        return try rows.map { row in
            let item = row.handover
            let name = names[item.version]
            if owners[name.code] == nil { owners[name.code] = try reading.evidenceOwner(name.code) }
            let customer = customers[item.customer]?.description ?? "?"
            let person = item.contact.flatMap { contacts[$0]?.email }
            let subject = AlertSubject(
                .distribution, key: item.id.rawValue, name: "\(item.id.rawValue)")
            return WatchedSubject(
                title: "distribution \(item.id.rawValue) (\(name) to "
                    + "\([customer, person].compactMap(\.self).joined(separator: " ")))",
                owner: owners[name.code] ?? nil,
                plans: try anchors(of: row, reading).map {
                    ladders.plan($0, of: subject, as: .anything, past: past)
                })
        }
    }

    private func anchors(of row: Distribution, _ reading: ReadTransaction) throws -> [Anchor] {
        let item = row.handover
        var anchors: [Anchor] = []
        if let ends = row.accessEndsOn, item.first(.accessEnded, by: day) == nil {
            anchors.append(
                Anchor(
                    name: Anchor.Name.accessEnd, on: ends,
                    recordedOn: row.recordedAt.date(secondsFromUTC: 0),
                    fact: "access ends on \(ends)"))
        }
        if let recall = item.first(.recalled, by: day), try reading.isHeld(item, on: day) {
            anchors.append(
                Anchor(
                    name: Anchor.Name.recall, on: recall.occurredOn, recordedOn: recall.recordedOn,
                    fact: "recalled on \(recall.occurredOn) and not acknowledged"))
        }
        return anchors
    }
}

extension ReadTransaction {
    /// Whether a version is still held through a row of the ledger.
    fileprivate func isHeld(_ row: Handover, on day: CivilDate) throws -> Bool {
        guard let name = try versionNames([row.version])[row.version] else { return false }
        let world = try EvidenceWorld(name.code, as: nil, self)
        guard let number = name.version else { return false }
        let rules = try HolderRules(of: world, world.evidence.version(number), self)
        return rules.isHolding(row, on: day)
    }

    /// The evidence of these keys that can be read, parents included, and the bare names of what
    /// cannot: one bad row must not keep the alerts about everything else from being raised.
    fileprivate func readableEvidence(_ keys: Set<Int64>) throws
        -> (evidence: [Evidence], unreadable: [Evidence])
    {
        if let all = try? families(of: keys) { return (all, []) }
        var readable: [Evidence] = []
        var unreadable: [Evidence] = []
        for stub in try evidenceStubs() {
            if let item = try? evidence(stub.id) {
                readable.append(item)
            } else {
                unreadable.append(stub)
            }
        }
        return (readable, unreadable)
    }
}
