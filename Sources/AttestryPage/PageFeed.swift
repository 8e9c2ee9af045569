import AttestryDomain

/// What began and what ended on the page, as a feed.
struct PageFeed {
    private let page: Page

    init(_ page: Page) { self.page = page }

    var feed: AtomFeed {
        let base = page.texts.address ?? "urn:attestry:page"
        let last = page.day.subtracting(months: 12)
        let entries = page.claims.flatMap { claim in
            turns(of: claim).filter { last <= $0.day && $0.day <= page.day }.map { turn in
                AtomFeed.Entry(
                    id: "\(base)#\(claim.code)-\(turn.kind)-\(turn.day)", title: turn.title,
                    updated: turn.day.start, author: page.organization, content: turn.content)
            }
        }.sorted { ($1.updated, $0.id) < ($0.updated, $1.id) }
        return AtomFeed(
            id: base, title: page.texts.title ?? "Compliance of \(page.organization)",
            updated: entries.first?.updated ?? page.day.start, entries: entries)
    }

    private func turns(of claim: PublishedClaim)
        -> [(kind: String, day: CivilDate, title: String, content: String)]
    {
        let stands = claim.standing == .stands
        var turns = [
            (
                "begun", claim.since,
                "\(claim.name): \(stands ? "stands since" : "stood from") \(claim.since)",
                stands ? claim.statement : claim.name
            )
        ]
        if let ended = claim.endedOn {
            turns.append(
                (
                    "ended", ended, "\(claim.name): no longer in force since \(ended)",
                    claim.why ?? ""
                ))
        }
        return turns
    }
}

extension CivilDate {
    /// The first instant of the day, in UTC.
    fileprivate var start: Timestamp {
        Timestamp("\(self)T00:00:00Z") ?? Timestamp(secondsSinceEpoch: 0)
    }
}
