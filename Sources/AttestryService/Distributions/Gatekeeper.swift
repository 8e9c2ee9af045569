package import AttestryDomain
import AttestryStorage

/// What somebody wants to hand out, to whom.
package struct ReleaseRequest: Sendable {
    /// The version; without a number the current one.
    package var version: VersionReference
    /// Whether the version's bridge letter is meant, not the version itself.
    package var isLetter = false
    /// The customer's code.
    package var customer: Code
    /// The person's e-mail address.
    package var contact: String?
    /// Why this person has sufficient knowledge.
    package var basis: String?
    /// Whether history is asked for on purpose.
    package var isHistorical = false

    package init(version: VersionReference, customer: Code) {
        self.version = version
        self.customer = customer
    }
}

/// Answers requests from what is recorded; remembers what it has read, since an import asks for the
/// same customers and versions again and again.
struct Gatekeeper {
    /// A request with everything that was found out about it.
    struct Answer {
        let failures: [GateRule]
        let facts: GateFacts
        let reliedOn: Agreement?
        let letter: BridgeLetter?

        var version: Version { facts.version }
        var name: VersionReference { facts.world.name(of: facts.version) }
        var isAllowed: Bool { failures.isEmpty }
    }

    private let reading: ReadTransaction
    private var evidence: [Code: EvidenceWorld] = [:]
    private var customers: [Code: CustomerWorld] = [:]
    private var kinds: [AgreementKind]?
    private var contacts: [ID<Customer>: [String: Contact]] = [:]
    private var verdicts: [VerdictKey: Verdict] = [:]

    private struct VerdictKey: Hashable {
        let version: ID<Version>
        let day: CivilDate
    }

    init(_ reading: ReadTransaction) {
        self.reading = reading
    }

    /// Throws `notFound` where the version, the customer or the person does not exist.
    mutating func answer(_ request: ReleaseRequest, on day: CivilDate) throws -> Answer {
        let reference = request.version
        let world = try world(of: reference.code)
        let version = try world.version(reference, on: day)
        guard !version.isVoided else {
            throw RegistryError(
                .conflict, "\(world.name(of: version)) was recorded in error",
                hint: "name a version that stands")
        }
        let customer = try customer(request.customer)
        let contact = try request.contact.map { try self.contact($0, of: customer.customer) }
        let verdict = try verdict(on: version, in: world, at: day)
        let letter = try request.isLetter ? version.letter(named: world.name(of: version)) : nil
        let scheme = world.scheme
        let issuedOn = letter?.signedOn ?? version.issuedOn
        var question = GateQuestion(version, of: scheme, to: customer, on: day, verdict)
        question.isIssued = issuedOn <= day
        question.role = contact?.role
        question.hasBasis = request.basis != nil
        question.isHistorical = request.isHistorical
        let found = question.reliedOn
        let failures = question.rules(reliedOn: found)
        let reliedOn = scheme.needsNDA ? customer.agreement(found?.code) : nil
        return Answer(
            failures: failures,
            facts: GateFacts(
                question: question, verdict: verdict, world: world, version: version,
                customer: customer.customer, contact: contact, day: day, issuedOn: issuedOn),
            reliedOn: reliedOn, letter: letter)
    }

    private mutating func world(of code: Code) throws -> EvidenceWorld {
        if let known = evidence[code] { return known }
        let world = try EvidenceWorld(code, as: nil, reading)
        evidence[code] = world
        return world
    }

    mutating func customer(_ code: Code) throws -> CustomerWorld {
        if let known = customers[code] { return known }
        let kinds = try kinds ?? reading.agreementKinds()
        self.kinds = kinds
        let world = try CustomerWorld(reading.customer(code), reading, kinds: kinds)
        customers[code] = world
        return world
    }

    private mutating func contact(_ email: String, of customer: Customer) throws -> Contact {
        if let known = contacts[customer.id]?[email] { return known }
        let contact = try reading.knownContact(email, of: customer)
        contacts[customer.id, default: [:]][email] = contact
        return contact
    }

    private mutating func verdict(
        on version: Version, in world: EvidenceWorld, at day: CivilDate
    ) throws -> Verdict {
        let key = VerdictKey(version: version.id, day: day)
        if let known = verdicts[key] { return known }
        let verdict = try world.portfolio.verdict(
            on: world.evidence.code, version: version.version, at: day)
        verdicts[key] = verdict
        return verdict
    }
}

extension GateQuestion {
    /// Whether a version may go to a customer on a day, as if a basis were given; nobody is named.
    init(
        _ version: Version, of scheme: Scheme, to world: CustomerWorld, on day: CivilDate,
        _ verdict: Verdict
    ) {
        self.init(
            releaseClass: scheme.releaseClass, needsNDA: scheme.needsNDA, state: verdict.state,
            isReport: scheme.kind == .report, isIssued: version.issuedOn <= day,
            isSuperseded: verdict.flags.contains(.superseded),
            contractOverlaps: world.customer.overlaps(version, asOf: day),
            agreements: scheme.needsNDA ? world.gateAgreements(on: day) : [], role: nil,
            hasBasis: true, isHistorical: false)
    }
}

extension Customer {
    /// Whether its contract overlaps what a version covers: a report's period or day, else the days
    /// of validity (`rules.md` §6).
    func overlaps(_ version: Version, asOf day: CivilDate) -> Bool {
        switch version.report?.coverage {
        case .period(let start, let end): hasContract(from: start, to: end, asOf: day)
        case .day(let covered): hasContract(from: covered, to: covered, asOf: day)
        case nil:
            hasContract(
                from: version.content.start, to: version.expiresOn ?? .distantFuture, asOf: day)
        }
    }
}
