package import AttestryDomain
import AttestryStorage

/// What a question about the past is about; it tells which part of the log is needed.
package enum KnownScope: Sendable {
    case evidence
    case customer(Code)
    case agreement(Code)
    case everything
    /// All of it, and what the log itself says.
    case log
}

extension Registry {
    /// The registry as the log says it was at an instant, with its clock standing there. Throws
    /// `notFound` where nothing was recorded by then.
    package func known(at time: Timestamp, about scope: KnownScope) throws -> Registry {
        let rows = try store.read { reading -> KnownRows in
            switch scope {
            case .evidence: .evidence
            case .customer(let code): .customer(try reading.customer(code).id)
            case .agreement(let code): .customer(try reading.customerOfAgreement(code))
            case .everything: .everything
            case .log: .log
            }
        }
        return Registry(store: try store.known(at: time, rows), clock: clock.standing(at: time))
    }

    /// Today in the registry's zone.
    package func today() throws -> CivilDate { try read(asOf: nil) { $1 } }

    /// The day that a person typed for an option. Throws `invalid`.
    package func day(_ text: String, _ option: String) throws -> CivilDate {
        try CivilDate(typed: text, field: option, today: today)
    }

    /// The day of an option that was given.
    package func day(given text: String?, _ option: String) throws -> CivilDate? {
        try text.map { try day($0, option) }
    }

    /// The instant that a person typed for an option: a time in UTC, or a day, of which it is the
    /// last second in the registry's zone. Throws `invalid`.
    package func moment(_ text: String, _ option: String) throws -> Timestamp {
        if let time = Timestamp(text) { return time }
        guard let day = try RegistryError.unlessMistyped({ try day(text, option) }) else {
            throw RegistryError.invalid(
                option, text, "a time in UTC, such as 2026-11-23T06:30:00Z, or a day")
        }
        return try end(of: day)
    }

    /// The last second of a day in the registry's zone.
    func end(of day: CivilDate) throws -> Timestamp {
        try start(of: day.dayAfter).adding(seconds: -1)
    }

    /// The first instant of a day in the registry's zone.
    func start(of day: CivilDate) throws -> Timestamp {
        try clock.start(of: day, in: settings().timeZone)
    }
}
