package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records what happened to an agreement, today where no day is given; only a termination may
    /// lie in the future. `party` signed, declined or gave notice; `effectiveOn` is the first day
    /// of the first term of what was executed.
    ///
    /// Throws `conflict` where it cannot have happened: signed twice, ended before it was signed.
    package func record(
        _ kind: AgreementEvent.Kind, on day: CivilDate?, to code: Code, party: String? = nil,
        successor: Code? = nil, effectiveOn: CivilDate? = nil, file: DocumentSource? = nil,
        author: Author
    ) throws {
        try write("agreement.\(kind.verb)", author) { transaction, today in
            let world = try AgreementWorld(code, transaction.reading)
            var agreement = world.agreement
            let day = day ?? today
            try AgreementEventRules.check(kind, on: day, to: agreement, today: today)
            let code = agreement.code
            try transaction.attach(file, to: .agreement(agreement.id), subject: code, today)
            if kind == .executed {
                let chosen = effectiveOn ?? agreement.effectiveOn ?? day
                if chosen != agreement.effectiveOn {
                    agreement.terms.effectiveOn = chosen
                    agreement.recordedOn = today
                    try RegistryError.check(agreement.terms.problems())
                    try AgreementEventRules.refuseTwin(
                        of: agreement, among: world.world.agreements)
                    try transaction.update(agreement)
                }
            }
            let isFollowed = agreement.standing.contains { $0.successor == successor }
            if kind == .superseded, isFollowed, let successor {
                throw RegistryError(
                    .conflict, "\(code) is superseded by \(successor) already",
                    hint: "attestry agreement show \(code) says since when")
            }
            try transaction.insertEvent(
                kind, on: day, of: agreement.id, named: code,
                successor: try successor.map {
                    try world.successor(transaction.reading.current($0, of: .agreement))
                }?.id,
                party: try party.map { try Form.checked($0, field: "party") },
                reason: author.reason, recordedOn: today)
        }
    }

    /// Marks an agreement as recorded in error; returns the releases that rest on it.
    package func voidAgreement(_ code: Code, isDryRun: Bool, author: Author) throws -> Voiding {
        try trying(isDryRun) { finish in
            try write("agreement.void", author) { transaction, today in
                let agreement = try AgreementWorld(code, transaction.reading).agreement
                try AgreementEventRules.check(.voided, on: today, to: agreement, today: today)
                let voiding = try Voiding(of: agreement, transaction.reading, isDryRun: isDryRun)
                try transaction.insertEvent(
                    .voided, on: today, of: agreement.id, named: agreement.code,
                    reason: author.reason, recordedOn: today)
                return try finish(voiding)
            }
        }
    }

    /// Marks an event of an agreement as recorded in error, or takes that back.
    package func voidAgreementEvent(
        _ kind: AgreementEvent.Kind, on day: CivilDate, of code: Code, takesBack: Bool = false,
        author: Author
    ) throws {
        let verb = takesBack ? "unvoid-event" : "void-event"
        try write("agreement.\(verb)", author) { transaction, today in
            let world = try AgreementWorld(code, transaction.reading)
            var agreement = world.agreement
            let events =
                takesBack ? agreement.events.filter(\.isVoided) : agreement.standing
            let event = events.last { $0.kind == kind && $0.occurredOn == day }
            guard let event else {
                let known = events.map { "\($0.kind.rawValue) on \($0.occurredOn)" }
                let what = takesBack ? "voided event" : "event"
                throw RegistryError(
                    .notFound, "\(agreement.code) has no \(what) '\(kind.rawValue)' on \(day)",
                    hint: known.isEmpty ? nil : "its \(what)s: " + known.joined(separator: ", "))
            }
            if takesBack {
                try AgreementEventRules.check(kind, on: day, to: agreement, today: today)
                _ = try event.successor.map(world.successor)
            } else {
                agreement.events.removeAll { $0.id == event.id }
                try AgreementEventRules.refuseTwin(of: agreement, among: world.world.agreements)
            }
            try transaction.void(event, of: agreement.code, takesBack: takesBack)
        }
    }

    /// Takes back that an agreement was recorded in error. Throws `conflict` where it was not, and
    /// where another has come to say the same.
    package func unvoidAgreement(_ code: Code, author: Author) throws {
        try write("agreement.unvoid", author) { transaction, _ in
            let world = try AgreementWorld(code, transaction.reading)
            var agreement = world.agreement
            guard let event = agreement.standing.last(where: { $0.kind == .voided }) else {
                throw RegistryError(.conflict, "\(agreement.code) is not voided")
            }
            agreement.events.removeAll { $0.id == event.id }
            try AgreementEventRules.refuseTwin(of: agreement, among: world.world.agreements)
            try Names(transaction.reading)
                .refuseTaken(agreement.refs, .agreement, besides: agreement.code)
            try transaction.void(event, of: agreement.code, takesBack: false)
        }
    }
}

extension Agreement.EventKind {
    /// The verb that records it.
    package var verb: String {
        switch self {
        case .drafted: "add"
        case .sent: "send"
        case .negotiating: "negotiate"
        case .executed: "sign"
        case .declined: "decline"
        case .terminated: "terminate"
        case .superseded: "supersede"
        case .voided: "void"
        }
    }
}
