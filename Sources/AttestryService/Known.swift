package import AttestryDomain
import AttestryStorage

/// What a question about the past is about; it tells which part of the log is needed.
package enum KnownScope: Sendable {
    case evidence
    case customer(Code)
    case agreement(Code)
}

extension Registry {
    /// The registry as the log says it was at an instant, with its clock standing there. Throws
    /// `notFound` where nothing was recorded by then.
    package func known(at time: Timestamp, about scope: KnownScope) throws -> Registry {
        let customer = try store.read { reading -> ID<Customer>? in
            switch scope {
            case .evidence: nil
            case .customer(let code): try reading.customer(code).id
            case .agreement(let code): try reading.customerOfAgreement(code)
            }
        }
        return Registry(
            store: try store.known(at: time, customer: customer), clock: clock.standing(at: time))
    }
}
