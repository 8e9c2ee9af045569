package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Adds something due inside a version's life. Throws `conflict` where kind and day are taken.
    package func addMilestone(
        _ kind: Code, due: CivilDate, to reference: VersionReference, author: Author
    ) throws -> VersionReference {
        let kind = kind.description
        return try change("milestone.add", reference, as: .certificate, author) {
            transaction, world, version, today in
            let name = world.name(of: version)
            try EventRules.checkMilestone(
                kind, due: due, in: version, named: name, of: world.scheme)
            try world.refuseTwin(of: kind, due: due, of: version)
            try transaction.insertMilestone(kind, due: due, of: version.id, name, recordedOn: today)
            return name
        }
    }

    /// Closes a milestone: the earliest open one of the kind, or the one due on the day named.
    package func finishMilestone(
        _ kind: String, on day: CivilDate, due: CivilDate?, of reference: VersionReference,
        file: DocumentSource? = nil, author: Author
    ) throws -> CivilDate {
        try change("milestone.done", reference, as: .certificate, author) {
            transaction, world, version, today in
            var milestone = try world.openMilestone(kind, due: due, of: version)
            let owner = world.owner(of: milestone, below: version)
            try owner.checkDone(on: day, named: world.name(of: owner), today: today)
            milestone.doneOn = day
            try transaction.update(milestone, of: world.name(of: owner))
            try transaction.attach(
                file, to: .milestone(milestone.id), subject: world.name(of: owner), today)
            return milestone.dueOn
        }
    }

    /// Puts right when a milestone is due or was done, or attaches its document. Throws `invalid`
    /// where nothing changes, `conflict` where another is due on the day.
    package func editMilestone(
        _ kind: String, due: CivilDate, of reference: VersionReference, to newDue: CivilDate?,
        on day: CivilDate?, isOpen: Bool, file: DocumentSource?, author: Author
    ) throws -> VersionReference {
        try change("milestone.edit", reference, as: .certificate, author) {
            transaction, world, version, today in
            let before = try world.milestone(kind, due: due, of: version)
            let owner = world.owner(of: before, below: version)
            var milestone = before
            if let newDue, newDue != due {
                try EventRules.checkMilestone(
                    kind, due: newDue, in: owner, named: world.name(of: owner), of: world.scheme)
                try world.refuseTwin(of: kind, due: newDue, of: version)
                milestone.dueOn = newDue
            }
            milestone.doneOn = isOpen ? nil : day ?? before.doneOn
            guard
                try transaction.edit(
                    before, to: milestone, of: owner, in: world, file, today: today)
            else { throw RegistryError.nothingToChange }
            return world.name(of: owner)
        }
    }

    /// Marks a milestone as recorded in error, or takes that back.
    package func voidMilestone(
        _ kind: String, due: CivilDate, of reference: VersionReference, takesBack: Bool = false,
        author: Author
    ) throws {
        let verb = takesBack ? "milestone.unvoid" : "milestone.void"
        try change(verb, reference, as: .certificate, author) { transaction, world, version, _ in
            var milestone =
                takesBack
                ? try world.voidedMilestone(kind, due: due, of: reference)
                : try world.milestone(kind, due: due, of: version)
            let owner = world.owner(of: milestone, below: version)
            if takesBack { try world.refuseTwin(of: kind, due: due, of: owner) }
            milestone.isVoided = !takesBack
            try transaction.update(milestone, of: world.name(of: owner))
        }
    }

    /// Hands out the document of a milestone for own use. Throws `notFound` where none is attached.
    package func exportMilestone(
        _ kind: String, due: CivilDate, of reference: VersionReference, to sink: ByteSink
    ) throws -> TakenDocument {
        try read(asOf: nil) { reading, day in
            let world = try EvidenceWorld(reference.code, as: .certificate, reading)
            let version = try world.version(reference, on: day)
            let milestone = try world.milestone(kind, due: due, of: version)
            let document = try reading.export(
                .milestone(milestone.id), of: world.noun, named: "\(kind) due on \(due)",
                hint: "attestry certificate milestone edit \(reference) \(kind) --due \(due) "
                    + "--file PATH attaches one", to: sink)
            return TakenDocument(
                document: document, name: world.name(of: version).description,
                action: "certificate.milestone.file",
                isPublic: world.scheme.releaseClass == .public)
        }
    }
}

extension WriteTransaction {
    /// Changes a milestone and attaches a document, where one is given; returns whether that
    /// changed anything.
    func edit(
        _ before: Milestone, to milestone: Milestone, of owner: Version, in world: EvidenceWorld,
        _ file: DocumentSource?, today: CivilDate
    ) throws -> Bool {
        let name = world.name(of: owner)
        if let day = milestone.doneOn, day != before.doneOn {
            try owner.checkDone(on: day, named: name, today: today)
        }
        if milestone != before { try update(milestone, of: name) }
        try attach(file, to: .milestone(milestone.id), subject: name, today)
        return milestone != before || file != nil
    }
}

extension Version {
    /// Throws `invalid` where something cannot have been done for it on a day.
    func checkDone(on day: CivilDate, named name: VersionReference, today: CivilDate)
        throws
    {
        try RegistryError.check(
            Problem.future("on", day, by: today, hint: "record it once it is done"))
        let first = min(content.issuedOn, content.start)
        if day < first {
            throw RegistryError(
                .invalid, "on: \(day) lies before \(name), issued on \(first)",
                hint: "give a day inside its life", field: "on")
        }
    }
}

extension EvidenceWorld {
    /// The milestones that count for a version, through reissues too.
    func milestones(of version: Version) throws -> [Milestone] {
        CertificateRules(portfolio: portfolio, scheme: scheme, evidence: evidence)
            .milestones(of: version).sorted { ($0.dueOn, $0.kind) < ($1.dueOn, $1.kind) }
    }

    fileprivate func openMilestone(_ kind: String, due: CivilDate?, of version: Version) throws
        -> Milestone
    {
        let all = try milestones(of: version)
        let open = all.filter {
            $0.doneOn == nil && $0.kind == kind && (due ?? $0.dueOn) == $0.dueOn
        }
        guard let first = open.first else {
            let known = all.filter { $0.doneOn == nil }.map { "\($0.kind) due \($0.dueOn)" }
            throw RegistryError(
                .notFound,
                "\(name(of: version)) has no open milestone '\(kind.abbreviated)'"
                    + (due.map { " due on \($0)" } ?? ""),
                hint: known.isEmpty
                    ? "add \(name(of: version)) KIND --due DATE records one"
                    : "open: \(known.joined(separator: ", "))")
        }
        return first
    }

    /// The milestone of a kind and day. Throws `notFound` with those there are.
    fileprivate func milestone(_ kind: String, due: CivilDate, of version: Version) throws
        -> Milestone
    {
        let all = try milestones(of: version)
        if let found = all.first(where: { $0.kind == kind && $0.dueOn == due }) { return found }
        let known = all.map { "\($0.kind) due \($0.dueOn)" }.joined(separator: ", ")
        throw RegistryError(
            .notFound, "\(name(of: version)) has no milestone \(kind.abbreviated) due on \(due)",
            hint: known.isEmpty ? "it has none" : "milestones: \(known)")
    }

    /// The milestone of a kind and day that was recorded in error last. Throws `notFound`.
    fileprivate func voidedMilestone(
        _ kind: String, due: CivilDate, of reference: VersionReference
    ) throws -> Milestone {
        let versions = try reference.version.map { [try evidence.version($0)] } ?? evidence.versions
        let voided = versions.flatMap(\.milestones).filter(\.isVoided)
        guard let found = voided.last(where: { $0.kind == kind && $0.dueOn == due }) else {
            let known = voided.map { "\($0.kind) due \($0.dueOn)" }.joined(separator: ", ")
            throw RegistryError(
                .notFound,
                "\(reference) has no voided milestone \(kind.abbreviated) due on \(due)",
                hint: known.isEmpty ? "none of its milestones is voided" : "voided: \(known)")
        }
        return found
    }

    /// Throws `conflict` where a milestone of a kind and day stands already.
    func refuseTwin(of kind: String, due: CivilDate, of version: Version) throws {
        if try milestones(of: version).contains(where: { $0.kind == kind && $0.dueOn == due }) {
            throw RegistryError(
                .conflict, "\(name(of: version)) has a milestone \(kind) due on \(due) already")
        }
    }

    /// The version that a milestone was recorded with, which a reissue takes over from.
    func owner(of milestone: Milestone, below version: Version) -> Version {
        evidence.versions.first { $0.milestones.contains { $0.id == milestone.id } } ?? version
    }
}
