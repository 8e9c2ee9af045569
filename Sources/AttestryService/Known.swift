package import AttestryDomain
import AttestryStorage

/// What a question about the past is about; it tells which part of the log is needed.
package enum KnownScope: Sendable {
    case evidence
    case customer(Code)
    case agreement(Code)
    case everything
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
            }
        }
        return Registry(store: try store.known(at: time, rows), clock: clock.standing(at: time))
    }
}
