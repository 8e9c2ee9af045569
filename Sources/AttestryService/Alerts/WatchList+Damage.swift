import AttestryDomain
import AttestryStorage

extension WatchList {
    /// What is told of an evidence that cannot be evaluated: by the ladders that are its own, to
    /// whoever keeps it.
    func unreadable(evidence id: ID<Evidence>, _ error: RegistryError) throws -> Watched {
        let (name, code, owner) = try reading.remains(of: id)
        let scheme = schemes.first { $0.code == code }
        // A scheme that cannot be read is why nothing under it can.
        let cause = reading.damages.first {
            scheme == nil && $0.noun == "scheme" && $0.name == code?.description
        }
        let target = Code(name).flatMap { own in
            code.map { scheme in
                Evidence(id: id, code: own, scheme: scheme, recordedOn: day)
            }
        }.map { Ladders.Target($0, kind: scheme?.kind) }
        return try unreadable(
            AlertSubject(.evidence, key: id.rawValue, name: name),
            cause.map { RegistryError(.damaged, "\($0)") } ?? error,
            title: scheme.map { "\(name) (\($0.title))" } ?? name, owner: owner,
            target ?? .anything)
    }

    func unreadable(
        _ subject: AlertSubject, _ error: RegistryError, title: String, owner: String?,
        _ target: Ladders.Target = .anything
    ) throws -> Watched {
        reading.note(subject.kind.rawValue, subject.name, error)
        return Watched(
            unreadable: subject, title: title, owner: owner, target: target,
            since: try reading.unreadableSince(subject) ?? day, because: error.message)
    }

    /// What is told of a customer that cannot be evaluated, with every cause.
    func unreadable(customer id: ID<Customer>, _ error: RegistryError) throws -> Watched {
        var name = "\(id.rawValue)"
        var problems = error.problems
        switch try reading.damage(in: { try reading.customerNames([id])[id] }) {
        case .success(let code): name = code?.description ?? name
        case .failure(let further): problems += further.problems.filter { !problems.contains($0) }
        }
        return try unreadable(
            AlertSubject(.customer, key: id.rawValue, name: name),
            RegistryError(.damaged, problems), title: "customer \(name)", owner: nil)
    }
}
