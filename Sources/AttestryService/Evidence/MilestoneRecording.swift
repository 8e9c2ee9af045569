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
            if try world.milestones(of: version).contains(where: {
                $0.kind == kind && $0.dueOn == due
            }) {
                throw RegistryError(
                    .conflict, "\(name) has a milestone \(kind) due on \(due) already")
            }
            try transaction.insertMilestone(kind, due: due, of: version.id, name, recordedOn: today)
            return name
        }
    }

    /// Closes a milestone: the earliest open one of the kind, or the one due on the day named.
    package func finishMilestone(
        _ kind: String, on day: CivilDate, due: CivilDate?, of reference: VersionReference,
        author: Author
    ) throws -> CivilDate {
        try change("milestone.done", reference, as: .certificate, author) {
            transaction, world, version, today in
            try RegistryError.check(
                Problem.future("on", day, by: today, hint: "record it once it is done"))
            var milestone = try world.openMilestone(kind, due: due, of: version)
            let recorded = try world.evidence.version(
                world.owner(of: milestone, below: version).version ?? version.version)
            let first = min(recorded.issuedOn, recorded.start)
            if day < first {
                throw RegistryError(
                    .invalid,
                    "on: \(day) lies before \(world.name(of: recorded)), issued on \(first)",
                    hint: "give a day inside its life", field: "on")
            }
            milestone.doneOn = day
            try transaction.update(milestone, of: world.owner(of: milestone, below: version))
            return milestone.dueOn
        }
    }

    /// Marks a milestone as recorded in error.
    package func voidMilestone(
        _ kind: String, due: CivilDate, of reference: VersionReference, author: Author
    ) throws {
        try change("milestone.void", reference, as: .certificate, author) {
            transaction, world, version, _ in
            let found = try world.milestones(of: version).first {
                $0.kind == kind && $0.dueOn == due
            }
            guard var milestone = found else {
                throw RegistryError(
                    .notFound, "\(reference) has no milestone \(kind) due on \(due)")
            }
            milestone.isVoided = true
            try transaction.update(milestone, of: world.owner(of: milestone, below: version))
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
                hint: known.isEmpty ? "it has none open" : "open: \(known.joined(separator: ", "))")
        }
        return first
    }

    /// The version that a milestone was recorded with, which a reissue takes over from.
    fileprivate func owner(of milestone: Milestone, below version: Version) -> VersionReference {
        let owner = evidence.versions.first { $0.milestones.contains { $0.id == milestone.id } }
        return name(of: owner ?? version)
    }
}
