package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The days to keep in mind as known on a day, as a calendar to subscribe to. Nothing in it
    /// depends on the time of day, so that it only changes where the registry does.
    package func calendar(asOf day: CivilDate?) throws -> CalendarFile {
        try read(asOf: day) { reading, day in
            try CalendarDays(reading, on: day).file
        }
    }
}

/// Turns the anchors of a day into the events of a calendar.
private struct CalendarDays {
    let reading: ReadTransaction
    let day: CivilDate
    let world: RegistryWorld
    let watch: AlertWatch
    let host: String
    let settings: Revision

    init(_ reading: ReadTransaction, on day: CivilDate) throws {
        self.reading = reading
        self.day = day
        world = try RegistryWorld(reading)
        watch = AlertWatch(
            day: day, ladders: Ladders(rules: try reading.ladderRules()),
            past: { _ in AlertPast() }, open: [], settings: world.settings)
        host = try reading.host()
        settings = try reading.settingsRevision()
    }

    var file: CalendarFile {
        get throws {
            CalendarFile(
                name: world.settings.organization,
                events: try evidence() + agreements() + distributions())
        }
    }

    private func evidence() throws -> [CalendarEvent] {
        let rules = AnchorRules(portfolio: world.portfolio, defaultOwner: world.settings.owner)
        return try world.evidence.flatMap { item in
            let anchors = try rules.anchors(of: item.code, on: day)
            let document = try EvidenceDocument(item, in: world.portfolio, on: day)
            let revision =
                try reading.revision(
                    of: item.code, in: ["evidence", "version", "event", "milestone"])
                + reading.revision(of: item.scheme, in: ["scheme", "edition", "fact"])
            return try anchors.filter(isShown).map { anchor in
                try event(
                    anchor, of: AlertSubject(item),
                    ordinal: document.ordinal(of: anchor, among: anchors, in: world.portfolio),
                    title: "\(item.code) (\(document.title))", owner: item.owner, revision)
            }
        }
    }

    private func agreements() throws -> [CalendarEvent] {
        try reading.customerWorlds().flatMap { world in
            let isFormer = world.customer.status(on: day) == .former
            return try watch.watched(world).flatMap { subject in
                try subject.plans.compactMap { plan -> CalendarEvent? in
                    guard isShown(plan.anchor), let code = Code(plan.subject.name),
                        let agreement = world.agreement(code),
                        !(isFormer && plan.ladder.rungs.isEmpty)
                    else { return nil }
                    let revision =
                        try reading.revision(of: code, in: ["agreement", "agreement_event"])
                        + reading.revision(of: world.customer.code, in: ["customer"])
                        + reading.revision(of: agreement.kind.code, in: ["agreement_kind"])
                    return try event(
                        plan.anchor, of: plan.subject,
                        ordinal: agreement.ordinal(of: plan.anchor, on: day),
                        title: subject.title, owner: subject.owner, revision)
                }
            }
        }
    }

    private func distributions() throws -> [CalendarEvent] {
        try watch.distributions(reading).flatMap { subject in
            try subject.plans.filter { isShown($0.anchor) }.map { plan in
                try event(
                    plan.anchor, of: plan.subject, ordinal: 1, title: subject.title,
                    owner: subject.owner,
                    reading.revision(of: "distribution", row: plan.subject.key))
            }
        }
    }

    /// What is past stays as long as alerts about it would.
    private func isShown(_ anchor: Anchor) -> Bool {
        anchor.calendarTitle != nil && anchor.on >= day.adding(days: -Ladder.longestOverdue)
    }

    private func event(
        _ anchor: Anchor, of subject: AlertSubject, ordinal: Int, title: String, owner: String?,
        _ revision: Revision
    ) throws -> CalendarEvent {
        let named = subject.kind == .distribution ? "distribution \(subject.name)" : subject.name
        let revision = revision + settings
        guard let changedAt = revision.recordedAt else {
            throw RegistryError(
                .damaged, "the log does not know \(named)",
                hint: "attestry audit verify lists what is wrong")
        }
        let name = anchor.name + (ordinal > 1 ? "+\(ordinal)" : "")
        return CalendarEvent(
            uid: "\(subject.kind.rawValue):\(subject.name):\(name)@\(host)", on: anchor.on,
            summary: "\(named): \(anchor.calendarTitle ?? anchor.name)",
            description:
                "\(title): \(anchor.fact)\nOwner: \(owner ?? world.settings.owner ?? "nobody")",
            categories: [subject.kind.rawValue, anchor.kind], changedAt: changedAt,
            sequence: revision.entries - 1)
    }
}

extension EvidenceDocument {
    /// Which of the anchors of its name one is, from 1; it stays when something is done or renewed.
    fileprivate func ordinal(of anchor: Anchor, among anchors: [Anchor], in portfolio: Portfolio)
        -> Int
    {
        guard anchor.kind == Anchor.Name.milestone, let last = evidence.standing.last else {
            // The end of a version that a later one follows after a gap comes second.
            return anchors.count { $0.name == anchor.name && $0.on >= anchor.on }
        }
        let rules = CertificateRules(portfolio: portfolio, scheme: scheme, evidence: evidence)
        return rules.milestones(of: last).count { milestone in
            "\(Anchor.Name.milestone):\(milestone.kind)" == anchor.name
                && milestone.dueOn <= anchor.on
        }
    }
}

extension Agreement {
    /// In which term an anchor lies, from 1: each has a deadline of its own. 1 where it has an end.
    fileprivate func ordinal(of anchor: Anchor, on day: CivilDate) -> Int {
        guard anchor.name == Anchor.Name.noticeDeadline, case .auto(let months) = renewal,
            let effectiveOn
        else { return 1 }
        let term = AgreementTerm(months: months, from: effectiveOn, containing: day).start.fields
        let first = effectiveOn.fields
        return ((term.year - first.year) * 12 + term.month - first.month) / months + 1
    }
}
