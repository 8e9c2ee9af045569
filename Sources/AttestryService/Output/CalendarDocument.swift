package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The days to keep in mind as known on a day, as a calendar to subscribe to. Nothing in it
    /// depends on the time of day, so that it only changes where the registry does.
    package func calendar(asOf day: CivilDate?) throws -> CalendarFile {
        try read(asOf: day) { reading, day in
            try CalendarDays(reading, clock, on: day).file
        }
    }
}

/// Turns the anchors of a day into the events of a calendar.
private struct CalendarDays {
    let list: WatchList
    let host: String
    let settings: Revision
    let revisions: WatchedRevisions

    init(_ reading: ReadTransaction, _ clock: Clock, on day: CivilDate) throws {
        list = try WatchList(
            reading, clock, on: day, .from(day.subtracting(days: Ladder.longestOverdue)))
        host = try reading.host()
        settings = try reading.settingsRevision() + reading.epochRevision()
        revisions = try WatchedRevisions(reading)
    }

    var file: CalendarFile {
        get throws {
            CalendarFile(
                name: list.settings.organization,
                events: try list.all().flatMap { watched in
                    // What falls on one day is one event, under the name of the first.
                    try watched.anchors.filter { isShown($0, of: watched) }.byDay
                        .compactMap { anchors in
                            try list.reading.sound(
                                watched.subject.kind.rawValue, watched.subject.name
                            ) { try event(anchors, of: watched) }
                        }
                })
        }
    }

    /// What is past stays as long as alerts about it would.
    private func isShown(_ anchor: Anchor, of watched: Watched) -> Bool {
        anchor.name.calendarTitle != nil
            && anchor.on >= list.day.subtracting(days: Ladder.longestOverdue)
            && !list.isSilenced(anchor, of: watched)
    }

    private func event(_ anchors: [Anchor], of watched: Watched) throws -> CalendarEvent {
        let subject = watched.subject
        let revision = try watched.sources.map(revisions.of).reduce(settings, +)
        guard let anchor = anchors.first, let changedAt = revision.recordedAt else {
            throw RegistryError(
                .damaged, "the log does not know \(subject.named)",
                hint: "attestry audit verify lists what is wrong")
        }
        let name = "\(anchor.name)" + (anchor.ordinal > 1 ? "+\(anchor.ordinal)" : "")
        let titles = anchors.compactMap(\.name.calendarTitle).joined(separator: "; ")
        let facts = anchors.map(\.fact).joined(separator: "; ")
        return CalendarEvent(
            uid: "\(subject.kind.rawValue):\(subject.name):\(name)@\(host)", on: anchor.on,
            summary: "\(subject.named): \(titles)",
            description: "\(watched.title): \(facts)\n"
                + "Owner: \(watched.owner ?? list.settings.owner ?? "nobody")",
            categories: [subject.kind.rawValue] + anchors.map(\.name.kind.rawValue).unique,
            changedAt: changedAt, sequence: revision.entries - 1)
    }
}

extension [Anchor] {
    /// The anchors of each day, in the order of their first.
    fileprivate var byDay: [[Anchor]] {
        let days = Dictionary(grouping: self, by: \.on)
        return map(\.on).unique.compactMap { days[$0] }
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it stands first.
    fileprivate var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}

/// What the log says of all that watched days follow from.
private struct WatchedRevisions {
    private let reading: ReadTransaction
    private let evidence, schemes, agreements, customers, kinds, activities: [String: Revision]

    init(_ reading: ReadTransaction) throws {
        self.reading = reading
        evidence = try reading.revisions(in: ["evidence", "version", "event", "milestone"])
        schemes = try reading.revisions(in: ["scheme", "edition", "fact"])
        agreements = try reading.revisions(in: ["agreement", "agreement_event"])
        customers = try reading.revisions(in: ["customer"])
        kinds = try reading.revisions(in: ["agreement_kind"])
        activities = try reading.revisions(in: [
            "activity", "activity_cadence", "activity_event", "activity_finding",
        ])
    }

    func of(_ source: Watched.Source) throws -> Revision {
        let found =
            switch source {
            case .evidence(let code): evidence[code.description]
            case .scheme(let code): schemes[code.description]
            case .agreement(let code): agreements[code.description]
            case .customer(let code): customers[code.description]
            case .agreementKind(let code): kinds[code.description]
            case .activity(let code): activities[code.description]
            case .distribution(let id):
                try reading.revision(of: "distribution", row: id.rawValue)
            }
        return found ?? .none
    }
}
