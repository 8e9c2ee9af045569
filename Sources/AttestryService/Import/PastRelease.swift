import AttestryDomain
import AttestryStorage

/// A release that happened before the registry was kept, as a row of a file tells it.
struct PastRelease {
    var evidence: Code?
    var version: Int?
    var customer: Code?
    var contact: String?
    var releasedOn: CivilDate?
    var channel: Distribution.Channel?
    var purpose: String?
    var basis: String?
    var isHistorical = false
    var isLetter = false
    var releasedBy: String?
    var sha256: String?
    var accessEndsOn: CivilDate?
    var receivedOn: CivilDate?

    static let fields: [Field<PastRelease>] = [
        .code("evidence", \.evidence, "The evidence.").offering(.evidence)
            .needed("what went out"),
        .code("customer", \.customer, "The customer.").offering(.customer)
            .needed("to whom it went"),
        .date("released_on", \.releasedOn, "The day of the release.").needed("when it went out"),
        .choice("channel", \.channel, "By which way it went.").needed("every row needs it"),
        .text("purpose", \.purpose, "What for.").needed("every row needs it"),
        .number("version", \.version, in: Version.possibleNumbers, "The version's number."),
        .text("contact", \.contact, "The person's e-mail address."),
        .text("basis", \.basis, "Why this person has sufficient knowledge."),
        .flag("historical", \.isHistorical, "History was asked for on purpose."),
        .flag("letter", \.isLetter, "It was its bridge letter."),
        .text("released_by", \.releasedBy, "Who released it."),
        .any(
            "sha256", \.sha256, "The hash of what went out.",
            expected: "give 64 lower-case hexadecimal digits", json: { .string($0) }
        ) { text in
            let isHash =
                text.utf8.count == 64
                && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
            guard isHash else {
                throw RegistryError.invalid("sha256", text, "64 lower-case hexadecimal digits")
            }
            return text
        },
        .date("access_ends_on", \.accessEndsOn, "The last day of access."),
        .date("received_on", \.receivedOn, "The day it was received."),
    ]

    /// What is wrong with its days.
    func problems(today: CivilDate) -> [Problem] {
        guard let releasedOn else { return [] }
        return Problem.future(
            "released_on", releasedOn, by: today, hint: "past distributions are imported")
            + Handover.accessProblems(accessEndsOn, releasedOn: releasedOn)
            + receiptProblems(releasedOn, today: today)
    }

    /// It is received once it was released, as `distribution receive` has it.
    private func receiptProblems(_ releasedOn: CivilDate, today: CivilDate) -> [Problem] {
        guard let receivedOn else { return [] }
        guard receivedOn < releasedOn else {
            return Problem.future(
                "received_on", receivedOn, by: today, hint: "record it when it has happened")
        }
        return [
            Problem(
                "received_on", ": \(receivedOn) lies before the release on \(releasedOn)",
                hint: "give a later day")
        ]
    }

    /// The order that it was; nil where it lacks what every order has.
    var order: ReleaseOrder? {
        guard let evidence, let customer, let channel, let purpose else { return nil }
        var request = ReleaseRequest(
            version: VersionReference(code: evidence, version: version), customer: customer)
        request.isLetter = isLetter
        request.contact = contact
        request.basis = basis
        request.isHistorical = isHistorical
        var order = ReleaseOrder(request, channel: channel, purpose: purpose)
        order.accessEndsOn = accessEndsOn
        return order
    }
}

/// Records past releases within one transaction.
struct PastReleaseRecorder {
    private let transaction: WriteTransaction
    private let today: CivilDate
    private let author: Author
    private let existing: ExistingRows
    private var gatekeeper: Gatekeeper
    /// The rows of each customer by the hash of what they say: a file may have a million.
    private var twins: [ID<Customer>: [Int: Int64]] = [:]
    /// The first row that it recorded.
    private var first: Int64?

    /// What became of a release.
    enum Outcome {
        /// It is recorded; the gate would have refused it by these rules.
        case recorded([GateRule])
        /// The ledger has it already, under this number.
        case known(ID<Distribution>)
    }

    init(
        _ transaction: WriteTransaction, today: CivilDate, author: Author, _ existing: ExistingRows
    ) {
        self.transaction = transaction
        self.today = today
        self.author = author
        self.existing = existing
        gatekeeper = Gatekeeper(transaction.reading)
    }

    /// Records a release that the ledger does not have. Throws `conflict` where it has it and that
    /// is to be refused, or the same command recorded it.
    mutating func record(_ form: Form) throws -> Outcome {
        var past = PastRelease()
        var problems = form.fill(&past, PastRelease.fields, isNew: true)
        problems += past.problems(today: today)
        guard problems.isEmpty, let order = past.order, let day = past.releasedOn else {
            problems += try gatekeeper.problems(
                past.evidence, past.version, past.customer, past.contact,
                on: past.releasedOn ?? today)
            throw RegistryError(.invalid, problems)
        }
        let answer = try answer(order.request, on: day)
        var row = answer.row(
            order, isReleased: true, sha256: past.sha256, copyID: try transaction.freeCopyID(),
            recordedAt: transaction.change.time,
            by: past.releasedBy ?? author.onBehalfOf ?? author.actor)
        row.isImported = true
        if let twin = try twin(of: row) {
            guard existing != .refuse, twin < first ?? .max else {
                throw RegistryError(
                    .conflict, "distribution \(twin) says the same already",
                    hint: "nothing is ever taken out of the ledger: leave the row out")
            }
            return .known(ID(twin))
        }
        let id = try transaction.insert(row, subject: answer.name)
        twins[row.handover.customer, default: [:]][row.twin.hashValue] = id.rawValue
        first = first ?? id.rawValue
        if let received = past.receivedOn {
            try transaction.insertEvent(
                .received, on: received, of: id, reason: nil, recordedOn: today,
                subject: answer.name)
        }
        return .recorded(answer.isAllowed ? [] : answer.failures)
    }

    /// The gate's answer. Throws all that is named and is not there.
    private mutating func answer(_ request: ReleaseRequest, on day: CivilDate) throws
        -> ReleaseAnswer
    {
        do {
            return try gatekeeper.answer(request, on: day)
        } catch let error as RegistryError where error.isTyped {
            let version = request.version
            let problems = try gatekeeper.problems(
                version.code, version.version, request.customer, request.contact, on: day)
            throw problems.isEmpty ? error : RegistryError(.notFound, problems)
        }
    }

    /// The row that says the same already; the ledger is asked once a customer.
    private mutating func twin(of row: Distribution) throws -> Int64? {
        let customer = row.handover.customer
        let known = try twins.value(customer, atMost: Gatekeeper.mostKept) {
            let said = try transaction.reading.twins(of: customer)
            return Dictionary(said.map { ($0.key.hashValue, $0.value) }) { first, _ in first }
        }[row.twin.hashValue]
        guard let known, try transaction.reading.ledgerRow(ID(known)).twin == row.twin else {
            return nil
        }
        return known
    }
}
