package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Corrects what an evidence or one of its versions says; fields in the form's `cleared` become
    /// empty.
    package func edit(
        _ reference: String, as noun: Scheme.Noun, evidence form: EvidenceForm,
        version: VersionForm,
        author: Author
    ) throws -> Recorded {
        let reference = try VersionReference(reference)
        return try write("\(noun.rawValue).edit", author) { transaction, today in
            let world = try EvidenceWorld(reference.code, as: noun, transaction.reading)
            try form.check()
            var versionForm = version
            var evidence = world.evidence
            evidence.title = form.title ?? evidence.title
            evidence.owner = form.owner ?? evidence.owner
            if versionForm.cleared.remove("title") != nil { evidence.title = nil }
            if versionForm.cleared.remove("owner") != nil { evidence.owner = nil }
            if evidence != world.evidence { try transaction.update(evidence) }
            if versionForm.isEmpty, evidence == world.evidence, form.file == nil {
                throw RegistryError(.invalid, "nothing to change", hint: "--help lists the fields")
            }
            var edited = try world.version(reference, on: today)
            let name = world.name(of: edited)
            if let file = form.file {
                try transaction.attach(
                    file, to: .version(edited.id), subject: name.description, today)
            }
            guard !versionForm.isEmpty else {
                return Recorded(name: name, doubts: [], proposed: [], stored: [])
            }
            let before = edited.content
            edited.content = try versionForm.content(over: before, scheme: world.scheme)
            guard edited.content != before else {
                throw RegistryError(.invalid, "\(name) says that already")
            }
            if edited.content.dates != before.dates { edited.recordedOn = today }
            let doubts = try transaction.check(edited.content, in: world, today: today)
            try edited.checkEvents(named: name)
            try transaction.update(edited, name, scheme: world.item)
            return Recorded(name: name, doubts: doubts, proposed: [], stored: [])
        }
    }

    /// Marks a version as recorded in error: it exists on no day (`rules.md`, "What exists on D").
    package func void(_ reference: String, as noun: Scheme.Noun, author: Author) throws {
        let reference = try VersionReference(reference)
        guard reference.version != nil else {
            throw RegistryError(
                .invalid, "version: '\(reference)' names no version", hint: "give CODE@N")
        }
        try write("\(noun.rawValue).void", author) { transaction, today in
            let world = try EvidenceWorld(reference.code, as: noun, transaction.reading)
            var version = try world.version(reference, on: today)
            guard !version.isVoided else {
                throw RegistryError(.conflict, "\(reference) is voided already")
            }
            version.isVoided = true
            try transaction.update(version, reference, scheme: world.item)
        }
    }

    /// Gives an evidence up on purpose from a day on: no more anchors, no finding (`rules.md` §7).
    package func discontinue(_ code: String, as noun: Scheme.Noun, on day: String, author: Author)
        throws
    {
        let code = try Code(code, field: "code")
        let day = try CivilDate(day, field: "on")
        try write("\(noun.rawValue).discontinue", author) { transaction, _ in
            var evidence = try EvidenceWorld(code, as: noun, transaction.reading).evidence
            if evidence.discontinuedOn == day {
                throw RegistryError(.conflict, "'\(code)' is discontinued on \(day) already")
            }
            evidence.discontinuedOn = day
            try transaction.update(evidence)
        }
    }

    /// Takes a discontinuation back.
    package func resume(_ code: String, as noun: Scheme.Noun, author: Author) throws {
        let code = try Code(code, field: "code")
        try write("\(noun.rawValue).resume", author) { transaction, _ in
            var evidence = try EvidenceWorld(code, as: noun, transaction.reading).evidence
            guard evidence.discontinuedOn != nil else {
                throw RegistryError(.conflict, "'\(code)' is not discontinued")
            }
            evidence.discontinuedOn = nil
            try transaction.update(evidence)
        }
    }
}

extension VersionContent {
    /// Every date of it; an edit that changes one counts as recorded anew.
    fileprivate var dates: [CivilDate?] {
        [
            issuedOn, validFrom, expiresOn, report?.period?.start, report?.period?.end,
            report?.asOfOn,
        ]
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
                hint: "void-event takes back what was recorded in error")
        }
        guard let end = content.report?.period?.end else { return }
        for letter in bridgeLetters where !letter.isVoided && letter.fromOn != end.dayAfter {
            throw RegistryError(
                .conflict, "\(name) has a bridge letter from \(letter.fromOn)",
                hint: "void-bridge takes back what was recorded in error")
        }
    }

    private var report: Report? { content.report }
}
