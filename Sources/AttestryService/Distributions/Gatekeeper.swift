package import AttestryDomain
import AttestryStorage

/// What somebody wants to hand out, to whom.
package struct ReleaseRequest: Sendable {
    /// The version; without a number the current one.
    package var version: VersionReference
    /// Whether the version's bridge letter is meant, not the version itself.
    package var isLetter = false
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
    private let reading: ReadTransaction
    private var evidence: [Code: EvidenceWorld] = [:]
    private var customers: [Code: CustomerWorld] = [:]
    private var kinds: [AgreementKind]?
    private var contacts: [ID<Customer>: [String: Contact]] = [:]
    private var verdicts: [VerdictKey: Verdict] = [:]

    /// How many customers it remembers: an import may name every one there is.
    static let mostKept = 10_000

    private struct VerdictKey: Hashable {
        let version: ID<Version>
        let day: CivilDate
    }

    init(_ reading: ReadTransaction) {
        self.reading = reading
    }

    /// Throws `notFound` where the version, the customer or the person does not exist.
    mutating func answer(_ request: ReleaseRequest, on day: CivilDate) throws -> ReleaseAnswer {
        let reference = request.version
        let world = try evidence.value(reference.code) {
            try EvidenceWorld(reference.code, as: nil, reading)
        }
        let version = try world.standingVersion(reference, on: day)
        let customer = try customer(request.customer)
        let contact = try request.contact.map { email in
            if contacts.count > Self.mostKept { contacts.removeAll() }
            return try contacts[customer.customer.id, default: [:]].value(email) {
                try reading.knownContact(email, of: customer.customer)
            }
        }
        let verdict = try verdicts.value(VerdictKey(version: version.id, day: day)) {
            try world.portfolio.verdict(
                on: world.evidence.code, version: version.version, at: day)
        }
        let letter = try request.isLetter ? version.letter(named: world.name(of: version)) : nil
        let scheme = world.scheme
        let issuedOn = letter?.signedOn ?? version.issuedOn
        var question = GateQuestion(version, of: scheme, to: customer, on: day, verdict)
        question.isIssued = issuedOn <= day
        question.role = contact?.role
        question.hasLeft = contact?.hasLeft(by: day) ?? false
        question.hasBasis = request.basis != nil
        question.isHistorical = request.isHistorical
        let found = question.reliedOn
        return ReleaseAnswer(
            question: question, verdict: verdict, world: world, version: version,
            customer: customer.customer, contact: contact, day: day, issuedOn: issuedOn,
            reliedOn: scheme.needsNDA ? customer.agreement(found?.code) : nil, letter: letter,
            failures: question.rules(reliedOn: found))
    }

    /// What is named and is not there, under the names of an import's columns.
    mutating func problems(
        _ evidence: Code?, _ version: Int?, _ customer: Code?, _ contact: String?, on day: CivilDate
    ) throws -> [Problem] {
        var problems: [Problem] = []
        let world = try problems.gather(in: "evidence") {
            try evidence.map { try EvidenceWorld($0, as: nil, reading) }
        }
        if let world = world ?? nil {
            try problems.gather(in: version == nil ? "evidence" : "version") {
                let reference = VersionReference(code: world.evidence.code, version: version)
                _ = try world.standingVersion(reference, on: day)
            }
        }
        let found = try problems.gather(in: "customer") {
            try customer.map { try self.customer($0) }
        }
        if let found = found ?? nil, let contact {
            try problems.gather(in: "contact") {
                _ = try reading.knownContact(contact, of: found.customer)
            }
        }
        return problems
    }

    private mutating func customer(_ code: Code) throws -> CustomerWorld {
        let kinds = try kinds ?? reading.agreementKinds()
        self.kinds = kinds
        return try customers.value(code, atMost: Self.mostKept) {
            try CustomerWorld(reading.customer(code), reading, kinds: kinds)
        }
    }
}

extension Dictionary {
    /// The value of a key, made and kept where it is not there yet; all others are forgotten where
    /// they are as many as are to be kept.
    mutating func value(_ key: Key, atMost most: Int = .max, _ make: () throws -> Value) rethrows
        -> Value
    {
        if let known = self[key] { return known }
        let value = try make()
        if count >= most { removeAll(keepingCapacity: true) }
        self[key] = value
        return value
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
        let report = version.report
        return hasContract(
            from: report?.firstDay ?? version.content.start,
            to: report?.lastDay ?? version.expiresOn ?? .distantFuture, asOf: day)
    }
}
