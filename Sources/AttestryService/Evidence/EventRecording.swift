package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records what happened to a version: suspended, restored, withdrawn, cancelled. Returns its
    /// name.
    package func record(
        _ kind: Event.Kind, on day: CivilDate, to reference: VersionReference, as noun: Scheme.Noun,
        author: Author
    ) throws -> VersionReference {
        try change(kind.verb, reference, as: noun, author) { transaction, world, version, today in
            let name = world.name(of: version)
            try EventRules.check(kind, on: day, to: version, named: name, today: today)
            try transaction.insertEvent(
                kind, on: day, reason: author.reason, of: version.id, name, recordedOn: today)
            return name
        }
    }

    /// Marks an event as recorded in error.
    package func voidEvent(
        _ kind: Event.Kind, on day: CivilDate, of reference: VersionReference, as noun: Scheme.Noun,
        author: Author
    ) throws {
        try change("void-event", reference, as: noun, author) { transaction, world, version, _ in
            let name = world.name(of: version)
            let match = version.events.last {
                !$0.isVoided && $0.kind == kind && $0.occurredOn == day
            }
            guard let match else {
                let known = version.events.filter { !$0.isVoided }
                    .map { "\($0.kind.rawValue) on \($0.occurredOn)" }
                throw RegistryError(
                    .notFound, "\(name) has no event \(kind.rawValue) on \(day)",
                    hint: known.isEmpty
                        ? "it has no events" : "events: \(known.joined(separator: ", "))")
            }
            try transaction.void(match, of: name)
        }
    }

    /// Records a bridge letter of a type 2 report (`rules.md` §4). Returns the report's name.
    package func bridge(
        _ reference: VersionReference, from: CivilDate, to: CivilDate, signed: CivilDate,
        signer: String, file: DocumentSource? = nil, author: Author
    ) throws -> VersionReference {
        let signer = try Form.checked(signer, field: "signer")
        return try change("bridge", reference, as: .report, author) {
            transaction, world, version, today in
            let name = world.name(of: version)
            try EventRules.checkLetter(
                from: from, to: to, signed: signed, of: version, named: name, today: today)
            let isKnown = version.bridgeLetters.contains {
                !$0.isVoided && $0.toOn == to && $0.signedOn == signed
            }
            if isKnown { throw RegistryError(.conflict, "\(name) has that letter already") }
            let letter = try transaction.insertLetter(
                from: from, to: to, signed: signed, signer: signer, of: version.id, name,
                recordedOn: today)
            try transaction.attach(file, to: .letter(letter), subject: name, today)
            return name
        }
    }

    /// Marks a bridge letter as recorded in error.
    package func voidBridge(
        _ reference: VersionReference, signed: CivilDate, author: Author
    ) throws {
        try change("void-bridge", reference, as: .report, author) {
            transaction, world, version, _ in
            let letter = version.bridgeLetters.last { !$0.isVoided && $0.signedOn == signed }
            guard let letter else {
                throw RegistryError(
                    .notFound, "\(world.name(of: version)) has no letter signed on \(signed)")
            }
            try transaction.void(letter, of: world.name(of: version))
        }
    }
}

extension EventKind {
    /// The verb that records it.
    package var verb: String {
        switch self {
        case .suspended: "suspend"
        case .restored: "restore"
        case .withdrawn: "withdraw"
        case .cancelled: "cancel"
        }
    }
}
