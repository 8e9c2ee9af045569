package import AttestryDomain
import AttestryStorage

/// What recording came to: the name of what was recorded, and what the person should know.
package struct Recorded: Sendable {
    /// The version recorded, as `CODE@N`.
    package let name: VersionReference
    /// What is odd but was taken.
    package let doubts: [String]
    /// Surveillance audits proposed for it that were not stored.
    package let proposed: [CivilDate]
    /// Surveillance audits stored with it.
    package let stored: [CivilDate]
}

/// What a verb says about the evidence rather than about one version.
package struct EvidenceForm {
    /// A title beside the scheme's.
    package var title: String?
    /// The e-mail address of the person who keeps it.
    package var owner: String?
    /// Whether to store the surveillance audits that are proposed.
    package var storesMilestones = false
    /// The document of the version.
    package var file: DocumentSource?

    package init(
        title: String? = nil, owner: String? = nil, storesMilestones: Bool = false,
        file: DocumentSource? = nil
    ) {
        self.file = file
        self.title = title
        self.owner = owner
        self.storesMilestones = storesMilestones
    }

    /// Throws `invalid` for a title or owner that cannot be.
    func check() throws {
        if let title { _ = try Fields.checked(title, field: "title") }
        try EmailAddress.check(owner, field: "owner")
    }
}

extension Registry {
    /// Records an evidence with its first version.
    ///
    /// Throws `conflict` where the code is taken, `notFound` for an unknown scheme, and `invalid`
    /// naming the field for anything else that cannot be.
    package func add(
        _ code: String, scheme: String, as noun: Scheme.Noun, evidence form: EvidenceForm,
        version: VersionForm, author: Author
    ) throws -> Recorded {
        try write("\(noun.rawValue).add", author) { transaction, today in
            try transaction.add(
                code, scheme: scheme, as: noun, evidence: form, version: version, today: today)
        }
    }

    /// Records a further version of an evidence; what is not given is taken over from the last one.
    package func renew(
        _ code: String, as noun: Scheme.Noun, evidence form: EvidenceForm, version: VersionForm,
        author: Author
    ) throws -> Recorded {
        let code = try Code(code, field: "code")
        return try write("\(noun.rawValue).renew", author) { transaction, today in
            try transaction.renew(code, as: noun, evidence: form, version: version, today: today)
        }
    }
}

extension WriteTransaction {
    func add(
        _ code: String, scheme: String, as noun: Scheme.Noun, evidence form: EvidenceForm,
        version: VersionForm, today: CivilDate
    ) throws -> Recorded {
        let code = try Code(code, field: "code")
        let item = try reading.catalogueItem(Code(scheme, field: "scheme"))
        let rules = try item.scheme()
        guard rules.kind.noun == noun else {
            let other = rules.kind.noun.rawValue
            throw RegistryError(
                .invalid, "scheme: '\(scheme)' is kept as a \(other)",
                hint: "attestry \(other) add \(code)",
                field: "scheme")
        }
        guard try !reading.hasEvidence(code) else {
            throw RegistryError(
                .conflict, "'\(code)' exists already",
                hint: "attestry \(noun.rawValue) renew \(code) adds a version", field: "code")
        }
        try form.check()
        let content = try version.content(over: nil, scheme: rules)
        let key = try insertEvidence(
            code, scheme: item.key, title: form.title, owner: form.owner, recordedOn: today)
        return try insertVersion(
            content, number: 1, of: key, EvidenceWorld(code, as: noun, reading), form, today)
    }

    func renew(
        _ code: Code, as noun: Scheme.Noun, evidence form: EvidenceForm, version: VersionForm,
        today: CivilDate
    ) throws -> Recorded {
        let world = try EvidenceWorld(code, as: noun, reading)
        let last = world.evidence.standing.last?.content
        guard version.fields["issued_on"] != nil else {
            throw RegistryError.missing(
                "issued_on", "a renewal is a new document", hint: "give a date as YYYY-MM-DD")
        }
        var version = version
        if let criteria = last?.report?.criteria, version.fields["criteria"] == nil,
            !criteria.isEmpty
        {
            version.fields["criteria"] = criteria.joined(separator: ",")
        }
        let base = last?.carriedOver(in: world.scheme)
        return try addVersion(version, over: base, to: world, form, today: today)
    }

    /// Adds a version to an evidence. Throws `conflict` where one says the same already.
    func addVersion(
        _ version: VersionForm, over base: VersionContent? = nil, to world: EvidenceWorld,
        _ form: EvidenceForm, today: CivilDate
    ) throws -> Recorded {
        try form.check()
        let content = try version.content(over: base, scheme: world.scheme)
        if let twin = world.evidence.standing.first(where: { $0.content == content }) {
            throw RegistryError(
                .conflict, "\(world.name(of: twin)) says the same already",
                hint: "attestry \(world.scheme.kind.noun.rawValue) edit corrects a version")
        }
        if form.title != nil || form.owner != nil {
            var evidence = world.evidence
            evidence.title = form.title ?? evidence.title
            evidence.owner = form.owner ?? evidence.owner
            try update(evidence)
        }
        let number = (world.evidence.versions.map(\.version).max() ?? 0) + 1
        return try insertVersion(content, number: number, of: world.evidence.id, world, form, today)
    }

    private func insertVersion(
        _ content: VersionContent, number: Int, of evidence: ID<Evidence>, _ world: EvidenceWorld,
        _ form: EvidenceForm, _ today: CivilDate
    ) throws -> Recorded {
        let name = VersionReference(code: world.evidence.code, version: number)
        let doubts = try check(content, in: world, today: today)
        let key = try insert(content, name, of: evidence, scheme: world.item, recordedOn: today)
        if let file = form.file {
            try attach(file, to: .version(key), subject: name.description, today)
        }
        let after = try EvidenceWorld(world.evidence.code, as: nil, reading)
        let proposed = try after.proposedAudits(for: number, today: today)
        if form.storesMilestones {
            for day in proposed {
                try insertMilestone(
                    Milestone.surveillance, due: day, of: key, name, recordedOn: today)
            }
        }
        return Recorded(
            name: name, doubts: doubts + (try lostScope(of: number, in: after, today: today)),
            proposed: form.storesMilestones ? [] : proposed,
            stored: form.storesMilestones ? proposed : [])
    }

    /// Throws `invalid` where a version cannot be; returns what is odd about it.
    func check(_ content: VersionContent, in world: EvidenceWorld, today: CivilDate) throws
        -> [String]
    {
        let rules = VersionRules(scheme: world.scheme, today: today)
        try rules.check(content)
        try checkProducts(content)
        return try rules.doubts(about: content) + checkParent(content, in: world)
    }

    private func checkProducts(_ content: VersionContent) throws {
        let products = try reading.products().map(\.code.description)
        for code in content.covers where !products.contains(code.description) {
            let near = products.nearest(to: code.description).first
            throw RegistryError(
                .invalid, "covers: no product '\(code)'",
                hint: near.map { "did you mean \($0)?" } ?? "attestry product add \(code)",
                field: "covers")
        }
    }

    /// Throws where the parent is of another scheme or would be its own descendant (`rules.md` §3).
    private func checkParent(_ content: VersionContent, in world: EvidenceWorld) throws -> [String]
    {
        let edition = content.edition.flatMap { world.scheme.editions[$0] }
        guard let parent = content.parent else {
            guard let required = edition?.parentScheme else { return [] }
            return [
                "\(edition?.title ?? "") needs a parent of \(required): name it with --parent CODE"
            ]
        }
        guard try reading.hasEvidence(parent) else {
            throw RegistryError.notFound(
                "evidence", parent.description, among: try reading.evidenceCodes(),
                field: "parent")
        }
        let family = try reading.family(of: parent)
        if family.contains(where: { $0.code == world.evidence.code }) {
            throw RegistryError(
                .invalid, "parent: '\(parent)' rides on '\(world.evidence.code)' itself",
                hint: "name another evidence", field: "parent")
        }
        let found = family.first { $0.code == parent }
        if let required = edition?.parentScheme, let found, found.scheme != required {
            throw RegistryError(
                .invalid, "parent: '\(parent)' is evidence of \(found.scheme)",
                hint: "\(edition?.title ?? "") needs a parent of \(required)", field: "parent")
        }
        return []
    }
}

extension VersionContent {
    /// What a renewal takes over: everything but dates, the report's findings, and what is new each
    /// time.
    fileprivate func carriedOver(in scheme: Scheme) -> VersionContent {
        var content = self
        content.validFrom = nil
        content.expiresOn = nil
        content.report = nil
        for name in scheme.renewedIdentifiers { content.identifiers[name] = nil }
        return content
    }
}

extension EvidenceWorld {
    /// The surveillance audits of a version that still lie ahead; none for a reissue.
    func proposedAudits(for number: Int, today: CivilDate) throws -> [CivilDate] {
        let version = try evidence.version(number)
        guard scheme.kind != .report else { return [] }
        let rules = CertificateRules(portfolio: portfolio, scheme: scheme, evidence: evidence)
        guard !rules.isReissue(version) else { return [] }
        return EventRules.surveillanceAudits(
            from: version.start, to: rules.end(of: version), scheme: scheme
        ).filter { $0 > today }
    }
}
