import AttestryDomain
import AttestryStorage

/// Records evidence and versions within one transaction; the catalogue is read once a scheme.
struct EvidenceRecorder {
    let transaction: WriteTransaction
    let noun: Scheme.Noun
    let today: CivilDate
    let names: Names
    private var schemes: [Code: (item: CatalogueItem, scheme: Scheme)] = [:]

    init(
        _ transaction: WriteTransaction, as noun: Scheme.Noun, today: CivilDate,
        names: Names? = nil
    ) {
        self.names = names ?? Names(transaction.reading)
        self.transaction = transaction
        self.noun = noun
        self.today = today
    }

    var reading: ReadTransaction { transaction.reading }

    mutating func add(_ code: Code, _ input: EvidenceInput) throws -> Recorded {
        if try reading.has(code, .evidence) { return try addAgain(code, input) }
        try reading.refuseFormer(code, of: .evidence)
        var evidence = Evidence(id: ID(0), code: code, scheme: .unknown, recordedOn: today)
        var content = VersionContent(issuedOn: .distantPast)
        var problems = input.form.fill(&evidence, Evidence.newFields, isNew: true)
        problems += try fill(&content, input.form, isNew: true)
        guard !problems.contains(where: { $0.field == "scheme" }) else {
            throw RegistryError(.invalid, problems)
        }
        let (item, scheme) = try scheme(evidence.scheme)
        guard scheme.kind.noun == noun else {
            let other = scheme.kind.noun.rawValue
            throw RegistryError(
                .invalid, "scheme: '\(scheme.code)' is kept as a \(other)",
                hint: "attestry \(other) add \(code)", field: "scheme")
        }
        var world = EvidenceWorld(new: code, item, scheme, recordedOn: today)
        try problems.gather { try names.refuseTaken(evidence.refs, .evidence, besides: code) }
        problems += try self.problems(content, in: world, besides: problems)
        try RegistryError.check(problems)
        try reading.refuseTwin(of: content, titled: evidence.title, in: world)
        let key = try transaction.insertEvidence(
            code, scheme: item.key, title: evidence.title, owner: evidence.owner,
            refs: evidence.refs, recordedOn: today)
        world.evidence = Evidence(id: key, code: code, scheme: scheme.code, recordedOn: today)
        return try insert(content, number: 1, world, input)
    }

    /// Adds a version to an evidence of which nothing stands any more: what was recorded in error
    /// leaves its code to what should have been. Throws `conflict` where something stands.
    private mutating func addAgain(_ code: Code, _ input: EvidenceInput) throws -> Recorded {
        var world = try EvidenceWorld(code, as: nil, reading)
        guard world.evidence.isVoided, world.scheme.kind.noun == noun else {
            throw RegistryError(
                .conflict, "'\(code)' exists already",
                hint: "attestry \(world.noun) renew \(code) adds a version", field: "code")
        }
        guard input.form["scheme"] ?? world.scheme.code.description == world.item.code else {
            throw RegistryError(
                .conflict, "'\(code)' was recorded in error, as one of \(world.item.code)",
                hint: "give another code", field: "code")
        }
        var blank = world.evidence
        (blank.title, blank.owner, blank.refs, blank.discontinuedOn) = (nil, nil, [], nil)
        try update(world.evidence, to: blank)
        world.evidence = blank
        return try addVersion(input, to: world)
    }

    /// Puts an evidence without a version where one could not be recorded, so that what names it
    /// can be judged; nothing of it may be kept.
    mutating func insertStandIn(_ code: Code, scheme: Code?) throws {
        var ignored: [Problem] = []
        guard let scheme, try !reading.has(code, .evidence),
            let item = try ignored.gather({ try self.scheme(scheme).item })
        else { return }
        _ = try transaction.insertEvidence(
            code, scheme: item.key, title: nil, owner: nil, refs: [], recordedOn: today)
    }

    mutating func renew(_ code: Code, _ input: EvidenceInput) throws -> Recorded {
        let world = try EvidenceWorld(code, as: noun, reading)
        let base = world.evidence.standing.last?.content.carriedOver(in: world.scheme)
        return try addVersion(input, over: base, to: world)
    }

    /// Adds a version to an evidence. Throws `conflict` where one says the same already.
    mutating func addVersion(
        _ input: EvidenceInput, over base: VersionContent? = nil, to world: EvidenceWorld
    ) throws -> Recorded {
        var evidence = world.evidence
        var content = base ?? VersionContent(issuedOn: .distantPast)
        var problems = input.form.fill(&evidence, Evidence.fields, isNew: false)
        problems += try fill(&content, input.form, isNew: true)
        try RegistryError.check(problems + self.problems(content, in: world, besides: problems))
        try reading.refuseTwin(of: content, titled: evidence.title, in: world)
        try update(world.evidence, to: evidence)
        let number = (world.evidence.versions.map(\.version).max() ?? 0) + 1
        return try insert(content, number: number, world, input)
    }
}

extension EvidenceRecorder {
    /// What is odd about a version that is written over another, and throws what is wrong with it.
    func checked(_ version: Version, in world: EvidenceWorld, _ problems: [Problem]) throws
        -> [String]
    {
        try RegistryError.check(
            problems + self.problems(version.content, in: world, besides: problems))
        try reading.refuseTwin(
            of: version.content, titled: world.evidence.title, in: world, besides: version.id)
        var after = world
        after.evidence.versions.removeAll { $0.version == version.version }
        after.evidence.versions.append(version)
        return doubts(about: version, in: after)
    }

    /// Puts a form's fields and identifiers into a version; returns what is wrong with them.
    func fill(_ content: inout VersionContent, _ form: Form, isNew: Bool) throws -> [Problem] {
        let fields = VersionContent.fields(of: noun)
        var problems = form.fill(&content, fields, isNew: isNew)
        let known = Evidence.newFields.map(\.name) + [VersionContent.identifierPrefix]
        let identifiers = Set(content.identifiers.keys)
        problems += form.strangers(among: fields, besides: known + identifiers)
        for (name, value) in form.fields(under: VersionContent.identifierPrefix) {
            do {
                content.identifiers[name] = try Form.checked(value, field: name)
            } catch {
                problems += (error as? RegistryError)?.problems ?? []
            }
        }
        for name in form.cleared.intersection(identifiers) { content.identifiers[name] = nil }
        content.covers = try content.covers.map { try reading.current($0, of: .product) }
        content.parent = try content.parent.map { try reading.current($0, of: .evidence) }
        return problems
    }

    private mutating func insert(
        _ content: VersionContent, number: Int, _ world: EvidenceWorld, _ input: EvidenceInput
    ) throws -> Recorded {
        let name = VersionReference(code: world.evidence.code, version: number)
        let key = try transaction.insert(
            content, name, of: world.evidence.id, scheme: world.item, recordedOn: today)
        try transaction.attach(input.file, to: .version(key), subject: name, today)
        var after = world
        let version = Version(id: key, version: number, content: content, recordedOn: today)
        after.evidence.versions.append(version)
        let planned = after.plannedMilestones(of: version)
        for item in planned where input.storesMilestones {
            try transaction.insertMilestone(
                item.kind, due: item.dueOn, of: key, name, recordedOn: today)
        }
        return Recorded(
            name: name,
            doubts: doubts(about: version, in: after)
                + (try transaction.lostScope(of: number, in: after, today: today)),
            planned: planned,
            open: input.storesMilestones ? planned.filter { $0.dueOn <= today } : nil)
    }

    /// Writes what belongs to the evidence itself where it changes; returns whether it does. Throws
    /// `conflict` where another one is called the same by another system.
    @discardableResult
    func update(_ before: Evidence, to evidence: Evidence) throws -> Bool {
        guard evidence != before else { return false }
        try names.refuseTaken(evidence.refs, .evidence, besides: evidence.code)
        try transaction.update(evidence)
        return true
    }

    private mutating func scheme(_ code: Code) throws -> (item: CatalogueItem, scheme: Scheme) {
        let reading = reading
        return try schemes.value(code) {
            let item = try reading.catalogueItem(code)
            return (item, try item.scheme())
        }
    }
}
