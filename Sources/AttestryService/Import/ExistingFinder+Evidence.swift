import AttestryDomain
import AttestryStorage

extension ExistingFinder {
    /// The version of the row's number, else the one that stands and was issued on its day.
    func version(_ row: ImportRow, as kind: ImportKind) throws -> ExistingThing? {
        guard let noun = kind.evidence else { return nil }
        let code = try reading.current(row.means(), of: .evidence)
        guard try reading.has(code, .evidence) else { return nil }
        let world = try EvidenceWorld(code, as: noun, reading)
        guard let version = try version(row, among: world.evidence) else { return nil }
        let name = world.name(of: version)
        let command = "attestry \(noun.rawValue)"
        var thing = ExistingThing(name: name.description)
        if let scheme = row["scheme"].flatMap({ Code($0) }) {
            let current = try reading.current(scheme, of: .scheme)
            let there = world.scheme.code
            thing.fixed = [
                (
                    "scheme", current == there ? scheme.description : there.description,
                    "\(command) add CODE records what is held under another scheme"
                )
            ]
        }
        thing.fixed.append(
            row.fixedVoid(
                version.isVoided,
                "\(command) void \(name) --reason TEXT says it was recorded in error, "
                    + "--take-back that it was not"))
        guard !version.isVoided else { return thing }
        let owner = AttachmentOwner.version(version.id)
        if let document = try reading.document(of: owner), row["file"] == nil {
            thing.fixed.append(
                ("sha256", document.sha256, "\(command) void \(name), then record it anew"))
        }
        thing.cells = {
            let evidence = try EvidenceWorld(code, as: noun, reading).evidence
            let content = try evidence.version(version.version).content
            let identifiers = content.identifiers.sorted { $0.key < $1.key }.map {
                (VersionContent.identifierPrefix + $0.key, JSONValue.string($0.value))
            }
            return Evidence.fields.cells(of: evidence)
                + [("discontinued_on", evidence.discontinuedOn.json)]
                + VersionContent.fields(of: noun).cells(of: content) + identifiers
                + [try document(of: owner)]
        }
        thing.edit = {
            let recorder = EvidenceRecorder(transaction, as: noun, today: today)
            let form = row.form(without: RowTeller.versionColumns.union(["code", "scheme"]))
            let file = try newDocument(row, of: owner)
            let recorded = try recorder.edit(version, in: world, EvidenceInput(form, file: file))
            if let text = row["discontinued_on"] {
                var evidence = try EvidenceWorld(code, as: noun, reading).evidence
                let before = evidence
                evidence.discontinuedOn = try CivilDate(text, field: "discontinued_on")
                try recorder.update(before, to: evidence)
            }
            return recorded?.doubts ?? []
        }
        return thing
    }

    private func version(_ row: ImportRow, among evidence: Evidence) throws -> Version? {
        if let number = row["version"] {
            return evidence.versions.first { String($0.version) == number }
        }
        let issued = try row.day("issued_on")
        return evidence.standing.last { $0.issuedOn == issued }
    }

    /// The version that a row about something of it names.
    private func owner(_ row: ImportRow) throws -> (world: EvidenceWorld, version: Version) {
        let world = try EvidenceWorld(row.code("evidence"), as: nil, reading)
        let number = row["version"].flatMap { Int($0) }
        let reference = VersionReference(code: world.evidence.code, version: number)
        return (world, try world.version(reference, on: today))
    }

    func event(_ row: ImportRow) throws -> ExistingThing? {
        let (world, version) = try owner(row)
        let (kind, day) = (try row.needed("kind"), try row.day("occurred_on"))
        let event = version.events.last {
            $0.kind.rawValue == kind && $0.occurredOn == day && $0.isVoided == row.isVoided
        }
        guard let event else { return nil }
        let name = world.name(of: version)
        return ExistingThing(
            name: "\(name) \(kind) on \(day)",
            fixed: [
                (
                    "reason", event.reason,
                    "attestry \(world.noun) void-event \(name) \(kind) --on \(day) --reason TEXT, "
                        + "then record it anew"
                )
            ])
    }

    func letter(_ row: ImportRow) throws -> ExistingThing? {
        let (world, version) = try owner(row)
        let (to, signed) = (try row.day("to_on"), try row.day("signed_on"))
        let letter = version.bridgeLetters.last {
            $0.toOn == to && $0.signedOn == signed && $0.isVoided == row.isVoided
        }
        guard let letter else { return nil }
        let name = world.name(of: version)
        let hint =
            "attestry report void-bridge \(name) --signed \(signed) --reason TEXT, then record "
            + "it anew"
        let owner = AttachmentOwner.letter(letter.id)
        return ExistingThing(
            name: "\(name) letter to \(to)",
            fixed: [
                ("from_on", letter.fromOn.description, hint), ("signer", letter.signer, hint),
            ], cells: { [try document(of: owner)] },
            edit: {
                try transaction.attach(newDocument(row, of: owner), to: owner, subject: name, today)
                return []
            })
    }

    func milestone(_ row: ImportRow) throws -> ExistingThing? {
        let (world, version) = try owner(row)
        let (kind, due) = (try row.needed("kind"), try row.day("due_on"))
        let own = version.milestones.last {
            $0.kind == kind && $0.dueOn == due && $0.isVoided == row.isVoided
        }
        let taken = row.isVoided ? [] : try world.milestones(of: version)
        guard let before = own ?? taken.first(where: { $0.kind == kind && $0.dueOn == due }) else {
            return nil
        }
        var thing = ExistingThing(name: "\(world.name(of: version)) \(kind) due \(due)")
        guard !before.isVoided else { return thing }
        let owner = AttachmentOwner.milestone(before.id)
        thing.cells = {
            let evidence = try EvidenceWorld(world.evidence.code, as: nil, reading).evidence
            let milestone = evidence.versions.flatMap(\.milestones).first { $0.id == before.id }
            return [("done_on", milestone?.doneOn.json ?? .null), try document(of: owner)]
        }
        thing.edit = {
            var milestone = before
            if row["done_on"] != nil { milestone.doneOn = try row.day("done_on") }
            _ = try transaction.edit(
                before, to: milestone, of: world.owner(of: before, below: version), in: world,
                newDocument(row, of: owner), today: today)
            return []
        }
        return thing
    }
}
