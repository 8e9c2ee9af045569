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

    /// Marks an event as recorded in error, or takes that back.
    package func voidEvent(
        _ kind: Event.Kind, on day: CivilDate, of reference: VersionReference, as noun: Scheme.Noun,
        takesBack: Bool = false, author: Author
    ) throws {
        try change(takesBack ? "unvoid-event" : "void-event", reference, as: noun, author) {
            transaction, world, version, today in
            let name = world.name(of: version)
            let events = version.events.filter { $0.isVoided == takesBack }
            guard let match = events.last(where: { $0.kind == kind && $0.occurredOn == day }) else {
                throw RegistryError(
                    .notFound,
                    "\(name) has no \(takesBack ? "voided " : "")event \(kind.rawValue) on \(day)",
                    hint: events.isEmpty
                        ? "it has no \(takesBack ? "voided " : "")events"
                        : "events: "
                            + events.map { "\($0.kind.rawValue) on \($0.occurredOn)" }
                            .joined(separator: ", "))
            }
            if takesBack {
                try EventRules.check(kind, on: day, to: version, named: name, today: today)
            }
            try transaction.void(match, of: name, takesBack: takesBack)
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
            try version.refuseTwin(ofLetterTo: to, signed: signed, named: name)
            let letter = try transaction.insertLetter(
                from: from, to: to, signed: signed, signer: signer, of: version.id, name,
                recordedOn: today)
            try transaction.attach(file, to: .letter(letter), subject: name, today)
            return name
        }
    }

    /// Marks a bridge letter as recorded in error, or takes that back.
    package func voidBridge(
        _ reference: VersionReference, signed: CivilDate, takesBack: Bool = false, author: Author
    ) throws {
        try change(takesBack ? "unvoid-bridge" : "void-bridge", reference, as: .report, author) {
            transaction, world, version, today in
            let name = world.name(of: version)
            let letters = version.bridgeLetters
            guard
                let letter = letters.last(where: {
                    $0.isVoided == takesBack && $0.signedOn == signed
                })
            else {
                throw RegistryError(
                    .notFound,
                    "\(name) has no \(takesBack ? "voided " : "")letter signed on \(signed)",
                    hint: "attestry report history \(name.code) has its letters")
            }
            if takesBack {
                try EventRules.checkLetter(
                    from: letter.fromOn, to: letter.toOn, signed: signed, of: version, named: name,
                    today: today)
                try version.refuseTwin(ofLetterTo: letter.toOn, signed: signed, named: name)
            }
            try transaction.void(letter, of: name, takesBack: takesBack)
        }
    }
}

extension Version {
    func refuseTwin(
        ofLetterTo to: CivilDate, signed: CivilDate, named name: VersionReference
    ) throws {
        if bridgeLetters.contains(where: { !$0.isVoided && $0.toOn == to && $0.signedOn == signed })
        {
            throw RegistryError(.conflict, "\(name) has that letter already")
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
