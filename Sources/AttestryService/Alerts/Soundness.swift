import AttestryDomain
import AttestryStorage

/// What every answer rests on, as far as it can be read: a row that cannot be is passed over and
/// noted, so that it stops nothing that it does not belong to (`rules.md` §7).
extension ReadTransaction {
    /// What is read of these things together. Where that fails, ever smaller parts of them are
    /// read, and what stands `instead` of a bad one is taken: one bad row must not hide the others.
    func parts<Thing, Found>(
        of things: [Thing], _ read: ([Thing]) throws -> [Found],
        instead: (Thing, RegistryError) throws -> [Found]
    ) throws -> [Found] {
        guard !things.isEmpty else { return [] }
        switch try damage(in: { try read(things) }) {
        case .success(let found): return found
        case .failure(let error):
            guard things.count > 1 else { return try instead(things[0], error) }
            return try things.lots(of: (things.count + 1) / 2).flatMap {
                try parts(of: $0, read, instead: instead)
            }
        }
    }

    /// All evidence that can be read, and of which nothing is lost, by code.
    func readableEvidence() throws -> [Evidence] {
        let bereft = try self.bereft(.evidence)
        for (subject, error) in bereft { note("evidence", subject.name, error) }
        let lacking = Set(bereft.keys.map(\.key))
        return try parts(of: evidenceKeys().sorted()) {
            try evidence(Set($0))
        } instead: { key, error in
            note("evidence", try remains(of: ID(key)).name, error)
            return []
        }.filter { !lacking.contains($0.id.rawValue) }.sorted { $0.code < $1.code }
    }

    /// The customers of these keys that can be read, each with its agreements, by code.
    func readableWorlds(_ keys: [Int64]) throws -> [CustomerWorld] {
        try parts(of: keys) {
            try customerWorlds(Set($0))
        } instead: { key, error in
            note("customer", try nameLeft(of: .customer, key), error)
            return []
        }.sorted { $0.customer.code < $1.customer.code }
    }

    /// The customers of these keys that can be read, each with those of its agreements that can be.
    func worldsWithAgreements(of keys: [Int64]) throws -> [CustomerWorld] {
        try parts(of: keys) {
            try customerWorlds(Set($0))
        } instead: { key, _ in
            let name = try nameLeft(of: .customer, key)
            let world = try sound("customer", name) {
                try readableAgreements(of: key) { note("agreement", $0.name, $1) }
            }
            return [world].compactMap(\.self)
        }
    }

    /// A customer with those of its agreements that can be read; each other one is handed to the
    /// body.
    func readableAgreements(
        of customer: Int64, _ unreadable: (AlertSubject, RegistryError) throws -> Void
    ) throws -> CustomerWorld {
        let readable = try parts(of: agreementKeys(of: ID(customer))) {
            try agreements(Set($0))
        } instead: { key, error in
            let name = try nameLeft(of: .agreement, key)
            try unreadable(AlertSubject(.agreement, key: key, name: name), error)
            return []
        }
        return CustomerWorld(try self.customer(ID(customer)), agreements: readable)
    }

    /// The schemes of these codes, or all, of which everything can be read.
    func schemes(_ codes: Set<Code>? = nil) throws -> [Scheme] {
        try catalogue(codes).compactMap { item in
            try sound("scheme", item.code) { try item.scheme() }
        }
    }

    /// The ladders. Where one cannot be read the program's own stand in, so that nobody is warned
    /// too late.
    func ladders() throws -> Ladders {
        let rules = try ladderRules()
        guard damages.contains(where: { $0.noun == "ladder" }) else { return Ladders(rules: rules) }
        let held = Set(rules.filter { $0.origin == .attestry }.map(\.place))
        let missing = try Catalogue.builtIn().ladders.filter { !held.contains($0.place) }
        return Ladders(rules: rules + missing)
    }

    /// The subjects of a kind to which something belonged that belongs to nothing now: how they
    /// stand cannot be told without it. What belongs to no subject is noted.
    func bereft(_ kind: AlertSubject.Kind) throws -> [AlertSubject: RegistryError] {
        var found: [AlertSubject: RegistryError] = [:]
        for orphan in try orphans(of: kind) {
            if let subject = orphan.subject {
                found[subject] = orphan.error
            } else {
                note(orphan)
            }
        }
        return found
    }
}

extension Ladders.Rule {
    /// What it speaks for.
    fileprivate var place: [String] { [scope.rawValue, scopeCode ?? "", "\(anchor)"] }
}
