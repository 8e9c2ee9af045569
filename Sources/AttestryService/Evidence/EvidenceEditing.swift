package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Corrects what an evidence or one of its versions says; fields that the form clears become
    /// empty.
    package func edit(
        _ reference: VersionReference, as noun: Scheme.Noun, _ input: EvidenceInput, author: Author
    ) throws -> Recorded {
        try change("edit", reference, as: noun, author) { transaction, world, found, today in
            let recorder = EvidenceRecorder(transaction, as: noun, today: today)
            guard let recorded = try recorder.edit(found, in: world, input) else {
                throw input.form.isEmpty
                    ? RegistryError.nothingToChange
                    : RegistryError(.invalid, "\(world.name(of: found)) says that already")
            }
            return recorded
        }
    }

    /// Marks a version as recorded in error: it exists on no day (`rules.md`, "What exists on D").
    /// Returns what rests on it: who holds it, and the evidence that rides on it.
    package func void(
        _ reference: VersionReference, as noun: Scheme.Noun, isDryRun: Bool, author: Author
    ) throws -> Voiding {
        try reference.needsVersion()
        return try trying(isDryRun) { finish in
            try change("void", reference, as: noun, author) { transaction, world, found, today in
                var version = found
                let name = world.name(of: version)
                try RegistryError.checkVoid(of: "\(name)", isVoided: version.isVoided, false)
                let voiding = try Voiding(
                    of: version, in: world, on: today, transaction.reading, isDryRun: isDryRun)
                version.isVoided = true
                try transaction.update(version, name, scheme: world.item)
                return try finish(voiding)
            }
        }
    }

    /// Takes back that a version was recorded in error. Throws `conflict` where it was not, and
    /// where another has come to say the same.
    package func unvoid(_ reference: VersionReference, as noun: Scheme.Noun, author: Author) throws
        -> Recorded
    {
        try reference.needsVersion()
        return try change("unvoid", reference, as: noun, author) {
            transaction, world, found, today in
            var version = found
            let name = world.name(of: version)
            try RegistryError.checkVoid(of: "\(name)", isVoided: version.isVoided, true)
            version.isVoided = false
            if let twin = world.evidence.standing.first(where: { $0.content == version.content }) {
                throw RegistryError(
                    .conflict, "\(world.name(of: twin)) says the same already",
                    hint: "leave \(name) as it is")
            }
            let recorder = EvidenceRecorder(transaction, as: noun, today: today)
            try recorder.names.refuseTaken(
                world.evidence.refs, .evidence, besides: world.evidence.code)
            var recorded = Recorded(name: name)
            recorded.doubts = try recorder.checked(version, in: world, [])
            try transaction.update(version, name, scheme: world.item)
            return recorded
        }
    }

    /// Gives an evidence up on purpose from a day on: no more anchors, no finding (`rules.md` §7);
    /// without a day takes that back.
    package func discontinue(
        _ code: Code, as noun: Scheme.Noun, on day: CivilDate?, author: Author
    ) throws {
        let verb = day == nil ? "resume" : "discontinue"
        try write("\(noun.rawValue).\(verb)", author) { transaction, _ in
            var evidence = try EvidenceWorld(code, as: noun, transaction.reading).evidence
            guard evidence.discontinuedOn != day else {
                throw RegistryError(
                    .conflict,
                    "'\(code)' is "
                        + (day.map { "discontinued on \($0) already" } ?? "not discontinued"))
            }
            evidence.discontinuedOn = day
            try transaction.update(evidence)
        }
    }
}

extension EvidenceRecorder {
    /// Changes a version and its evidence, and attaches a document, where one is given; nil where
    /// that changed nothing.
    func edit(_ found: Version, in world: EvidenceWorld, _ input: EvidenceInput) throws
        -> Recorded?
    {
        var version = found
        let name = world.name(of: version)
        let before = version.content
        var evidence = world.evidence
        let problems =
            input.form.fill(&evidence, Evidence.fields, isNew: false)
            + (try fill(&version.content, input.form, isNew: false))
        let changesEvidence = try update(world.evidence, to: evidence)
        guard version.content != before else {
            try RegistryError.check(problems)
            guard changesEvidence || input.file != nil else { return nil }
            try transaction.attach(input.file, to: .version(version.id), subject: name, today)
            return Recorded(name: name)
        }
        let doubts = try checked(version, in: world, problems)
        if version.content.dates != before.dates { version.recordedOn = today }
        try version.checkEvents(named: name)
        try transaction.attach(input.file, to: .version(version.id), subject: name, today)
        try transaction.update(version, name, scheme: world.item)
        return Recorded(name: name, doubts: doubts)
    }
}

extension VersionReference {
    /// Throws `invalid` where it names the evidence alone.
    fileprivate func needsVersion() throws {
        guard version == nil else { return }
        throw RegistryError(
            .invalid, "version: '\(self)' names no version", hint: "give CODE@N")
    }
}

extension RegistryError {
    /// Throws `conflict` where something is voided that was voided, or is taken back that was not.
    static func checkVoid(of name: String, isVoided: Bool, _ takesBack: Bool) throws {
        guard isVoided == takesBack else {
            throw RegistryError(
                .conflict, takesBack ? "\(name) is not voided" : "\(name) is voided already")
        }
    }
}

extension VersionContent {
    /// Every date of it; an edit that changes one counts as recorded anew.
    fileprivate var dates: [CivilDate?] {
        [issuedOn, validFrom, expiresOn, periodStart, periodEnd, asOfOn]
    }
}

extension Version {
    /// Throws `invalid` where an event or a letter would no longer fit the dates.
    fileprivate func checkEvents(named name: VersionReference) throws {
        let start = report == nil ? content.start : content.issuedOn
        for event in events where !event.isVoided && event.occurredOn < start {
            throw RegistryError(
                .conflict,
                "\(name) was \(event.kind.rawValue) on \(event.occurredOn), before \(start)",
                hint: EventRules.voidHint(event, of: self, named: name))
        }
        guard let end = content.report?.period?.end else { return }
        for letter in bridgeLetters where !letter.isVoided && letter.fromOn != end.dayAfter {
            throw RegistryError(
                .conflict, "\(name) has a bridge letter from \(letter.fromOn)",
                hint: "where that was recorded in error: attestry report void-bridge \(name) "
                    + "--signed \(letter.signedOn) --reason TEXT")
        }
    }

    private var report: Report? { content.report }
}
