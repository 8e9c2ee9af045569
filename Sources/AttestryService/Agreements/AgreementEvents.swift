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
            try transaction.attach(file, to: .agreement(agreement.id), subject: code, today)
            if kind == .executed {
                let chosen = effectiveOn ?? agreement.effectiveOn ?? day
                if chosen != agreement.effectiveOn {
                    agreement.terms.effectiveOn = chosen
                    agreement.recordedOn = today
                    try RegistryError.check(agreement.terms.problems())
                    try transaction.update(agreement)
                }
            }
            try transaction.insertEvent(
                kind, on: day, of: agreement.id, named: code,
                successor: try successor.map(world.successor)?.id,
                party: try party.map { try Form.checked($0, field: "party") },
                reason: author.reason, recordedOn: today)
        }
    }

    /// Marks an event of an agreement as recorded in error.
    package func voidAgreementEvent(
        _ kind: AgreementEvent.Kind, on day: CivilDate, of code: Code, author: Author
    ) throws {
        try write("agreement.void-event", author) { transaction, _ in
            let events = try AgreementWorld(code, transaction.reading).agreement.standing
            let event = events.last { $0.kind == kind && $0.occurredOn == day }
            guard let event else {
                let known = events.map { "\($0.kind.rawValue) on \($0.occurredOn)" }
                throw RegistryError(
                    .notFound, "\(code) has no event '\(kind.rawValue)' on \(day)",
                    hint: known.isEmpty ? nil : "its events: " + known.joined(separator: ", "))
            }
            try transaction.void(event, of: code)
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
