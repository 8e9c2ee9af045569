package import AttestryDomain
import AttestryStorage

/// Something that is, or was, published, and how it stands on the page of a day.
package struct PublishedThing: Sendable {
    package let publication: Publication
    /// What the page says of it; nil where it says nothing.
    package let claim: PublishedClaim?

    /// The columns of a list.
    package static let columns: [Column<PublishedThing>] = [
        Column("code") { $0.publication.code }, Column("kind") { $0.publication.thing },
        Column("standing") { thing -> JSONValue in
            if thing.publication.isHidden { return "hidden" }
            return thing.claim?.standing.json ?? "absent"
        }.toned { $0.claim.map { $0.standing == .stands ? .good : .notice } },
        Column("section") { $0.claim?.section ?? $0.publication.section },
        Column("sentence", .ifThereIsRoom) { $0.claim?.statement },
        Column("document") { $0.publication.document },
        Column("text", .fileOnly) { $0.publication.text },
        Column("hidden", .fileOnly) { $0.publication.isHidden },
    ]
}

extension PageTexts {
    /// The columns of what the page says of itself.
    package static let columns: [Column<PageTexts>] = fields.map { Column($0, .always) { $0 } }
}

extension Registry {
    /// The page on a day. What cannot be read or judged is passed over, and said.
    package func page(asOf day: CivilDate?) throws -> Page {
        try read(asOf: day) { reading, day in
            let settings = try reading.settings()
            return Page(
                organization: settings.organization, texts: settings.page, day: day,
                claims: try reading.publishedThings(on: day, of: settings.organization)
                    .compactMap(\.claim))
        }
    }

    /// Everything that is or was published, by code, with how it stands on a day.
    package func publishedThings(asOf day: CivilDate?) throws -> [PublishedThing] {
        try read(asOf: day) { reading, day in
            try reading.publishedThings(on: day, of: reading.settings().organization)
                .sorted { $0.publication.code < $1.publication.code }
        }
    }

    /// The codes of what may be published, for completion.
    package func publishableCodes() throws -> [String] {
        try store.read { try $0.codes(of: .evidence) + $0.codes(of: .activity) }
    }
}

extension ReadTransaction {
    fileprivate func publishedThings(on day: CivilDate, of organization: String) throws
        -> [PublishedThing]
    {
        let publications = try publications()
        guard !publications.isEmpty else { return [] }
        let world = try RegistryWorld(self)
        let rules = ClaimRules(
            world.portfolio, of: organization, products: try products(), on: day)
        return try publications.compactMap { publication in
            try sound(publication.thing.rawValue, "\(publication.code)") {
                PublishedThing(
                    publication: publication, claim: try claim(of: publication, rules, day))
            }
        }
    }

    private func claim(of publication: Publication, _ rules: ClaimRules, _ day: CivilDate) throws
        -> PublishedClaim?
    {
        guard publication.thing == .activity else { return try rules.claim(of: publication) }
        let activity = try activity(publication.code)
        return try rules.claim(of: publication, activity) {
            try self.rules(of: [activity], on: $0)[0].shown
        }
    }
}
