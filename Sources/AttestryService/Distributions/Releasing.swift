package import AttestryDomain
import AttestryLog
import AttestryStorage

/// The gate's answer as the outside sees it (`cli.md`, "Shapes scripts rely on").
package struct ReleaseAnswer: Sendable {
    /// Whether it may go out.
    package let isAllowed: Bool
    /// Each rule that refuses, with the fact by which it does.
    package let rules: [(rule: String, detail: String)]
    /// What is odd but allowed.
    package let warnings: [String]
    /// The version, as `CODE@N`.
    package let version: VersionReference
    /// The answer as scripts read it.
    package let json: JSONValue

    init(_ answer: Gatekeeper.Answer, sha256: String?) {
        isAllowed = answer.isAllowed
        rules = answer.failures.map { ($0.rawValue, answer.facts.detail(of: $0)) }
        warnings = answer.facts.warnings
        version = answer.name
        json = [
            "allowed": .bool(isAllowed),
            "rules": .array(
                rules.map { ["rule": .string($0.rule), "detail": .string($0.detail)] }),
            "warnings": .texts(warnings), "version": .text(version),
            "letter": .bool(answer.letter != nil), "sha256": .text(sha256),
            "class": .string(answer.facts.question.releaseClass.rawValue),
            "customer": .text(answer.facts.customer.code),
            "contact": .text(answer.facts.contact?.email),
            "relies_on": .text(answer.reliedOn?.code), "on": .text(answer.facts.day),
            "hand_over": .object(answer.facts.handOver.mapValues { .string($0) }),
        ]
    }
}

/// A release that is to be recorded.
package struct ReleaseOrder: Sendable {
    /// What goes to whom.
    package var request: ReleaseRequest
    /// The day; today where it is nil.
    package var on: CivilDate?
    /// By which way.
    package var channel: Distribution.Channel
    /// What for.
    package var purpose: String
    /// Why it goes out in spite of a refusal.
    package var override: String?
    /// Who approved that.
    package var approvedBy: String?
    /// The last day on which the person may have access.
    package var accessEndsOn: CivilDate?

    package init(
        request: ReleaseRequest, on: CivilDate? = nil, channel: Distribution.Channel,
        purpose: String,
        override: String? = nil, approvedBy: String? = nil, accessEndsOn: CivilDate? = nil
    ) {
        self.request = request
        self.on = on
        self.channel = channel
        self.purpose = purpose
        self.override = override
        self.approvedBy = approvedBy
        self.accessEndsOn = accessEndsOn
    }

    fileprivate func day(_ today: CivilDate) throws -> CivilDate {
        let day = on ?? today
        guard day <= today else {
            throw RegistryError(
                .invalid, "on: \(day) lies in the future", hint: "record it when it happens",
                field: "on")
        }
        return day
    }

    fileprivate func check() throws {
        for (field, text) in [
            ("purpose", purpose), ("override", override), ("approved_by", approvedBy),
            ("basis", request.basis),
        ] {
            if let text { _ = try Form.checked(text, field: field) }
        }
        guard (override == nil) == (approvedBy == nil) else {
            throw RegistryError(
                .invalid, "an override needs a reason and somebody who approved it",
                hint: "give --override REASON and --approved-by NAME")
        }
    }
}

/// The bytes that are about to be handed out.
package struct PreparedCopy: Sendable {
    /// What identifies the copy.
    package let copyID: String
    /// The version that was prepared.
    package let version: VersionReference
    /// SHA-256 of the stored document.
    package let sha256: String
    /// SHA-256 of the stamped copy; nil where it is not stamped.
    package var copySHA256: String?
    /// What a stamp says: to whom, when, which copy.
    package let mark: CopyMark
}

/// What recording a release came to.
package struct RecordedRelease: Sendable {
    /// The number of the row in the ledger.
    package let id: Int64
    /// What identifies the copy.
    package let copyID: String
    /// Whether it went out.
    package let isReleased: Bool
    /// The gate's answer.
    package let answer: ReleaseAnswer
}

extension Registry {
    /// Whether a version may go to somebody on a day; nothing is recorded.
    package func may(_ request: ReleaseRequest, asOf day: CivilDate?) throws -> ReleaseAnswer {
        try read(asOf: day) { reading, day in
            var gatekeeper = Gatekeeper(reading)
            let answer = try gatekeeper.answer(request, on: day)
            return ReleaseAnswer(answer, sha256: try reading.document(of: answer.owner)?.sha256)
        }
    }

    /// Writes the bytes that an order would hand out; nil where the gate refuses it. Throws
    /// `notFound` where the version has no document.
    package func prepare(_ order: ReleaseOrder, into sink: ByteSink) throws -> PreparedCopy? {
        try order.check()
        return try read(asOf: nil) { reading, today in
            var gatekeeper = Gatekeeper(reading)
            let day = try order.day(today)
            let answer = try gatekeeper.answer(order.request, on: day)
            guard answer.isReleased(by: order) else { return nil }
            let name = answer.name.description
            let sha256 = try reading.export(answer.owner, of: name, to: sink)
            let copyID = CopyID.make(from: [try reading.head().hash] + order.identity)
            let customer = answer.facts.customer
            return PreparedCopy(
                copyID: copyID, version: answer.name, sha256: sha256,
                mark: CopyMark(
                    customer: (customer.name, customer.code.description),
                    person: answer.facts.contact.map { ($0.name, $0.email) }, day: day,
                    version: name + (answer.letter == nil ? "" : " bridge letter"),
                    copyID: copyID))
        }
    }

    /// Records a release, or its refusal, in the ledger. With `needsCopy` nothing is released
    /// without the bytes that were prepared for it: throws `busy` where the gate's answer changed
    /// since then.
    package func release(
        _ order: ReleaseOrder, copy: PreparedCopy?, needsCopy: Bool = false, author: Author
    ) throws -> RecordedRelease {
        try order.check()
        return try write("distribution.log", author) { transaction, today in
            var order = order
            order.request.version = copy?.version ?? order.request.version
            var gatekeeper = Gatekeeper(transaction.reading)
            let answer = try gatekeeper.answer(order.request, on: order.day(today))
            let document = try transaction.reading.document(of: answer.owner)
            if needsCopy, copy == nil, answer.isReleased(by: order) {
                throw RegistryError(
                    .busy, "the gate's answer changed just now", hint: "try again")
            }
            if let copy, try transaction.reading.hasCopy(copy.copyID) {
                throw RegistryError(
                    .busy, "the same release was recorded by another process just now",
                    hint: "look at 'distribution list' before trying again")
            }
            let row = try transaction.row(
                order, answer, copy: copy, sha256: document?.sha256, author)
            let id = try transaction.insert(row, subject: answer.name)
            return RecordedRelease(
                id: id.rawValue, copyID: row.copyID,
                isReleased: row.handover.outcome == .released,
                answer: ReleaseAnswer(answer, sha256: document?.sha256))
        }
    }
}

extension ReleaseOrder {
    /// What tells this order from others that are prepared at the same state of the log.
    fileprivate var identity: [String?] {
        [
            request.version.description, request.isLetter ? "letter" : nil,
            request.customer.description, request.contact, request.basis,
            request.isHistorical ? "historical" : nil, on?.description, channel.rawValue, purpose,
            override, approvedBy, accessEndsOn?.description,
        ]
    }
}

extension Gatekeeper.Answer {
    /// What the document that would go out is attached to.
    var owner: AttachmentOwner { letter.map { .letter($0.id) } ?? .version(version.id) }

    /// Whether an order goes out: allowed, or overridden where every rule may be.
    fileprivate func isReleased(by order: ReleaseOrder) -> Bool {
        isAllowed || (order.override != nil && failures.allSatisfy(\.canBeOverridden))
    }
}

extension WriteTransaction {
    fileprivate func row(
        _ order: ReleaseOrder, _ answer: Gatekeeper.Answer, copy: PreparedCopy?, sha256: String?,
        _ author: Author
    ) throws -> Distribution {
        let isReleased = answer.isReleased(by: order)
        let isOverridden = isReleased && !answer.isAllowed
        let access = order.accessEndsOn
        if let access, access < answer.facts.day {
            throw RegistryError(
                .invalid, "access_ends_on: \(access) lies before the release",
                hint: "give a later day", field: "access_ends_on")
        }
        return Distribution(
            handover: Handover(
                id: ID(0), releasedOn: answer.facts.day,
                outcome: isReleased ? .released : .refused, customer: answer.facts.customer.id,
                contact: answer.facts.contact?.id, version: answer.version.id,
                letter: answer.letter?.id),
            recordedAt: change.time, releasedBy: author.onBehalfOf ?? author.actor,
            releaseClass: answer.facts.question.releaseClass, role: answer.facts.contact?.role,
            basis: order.request.basis, agreement: isReleased ? answer.reliedOn?.id : nil,
            purpose: order.purpose, channel: order.channel,
            sha256: isReleased ? sha256 : nil, copySHA256: copy?.copySHA256,
            copyID: try copy?.copyID ?? freeCopyID(), isHistorical: order.request.isHistorical,
            rulesFailed: answer.failures.map(\.rawValue),
            override: isOverridden ? order.override : nil,
            approvedBy: isOverridden ? order.approvedBy : nil, accessEndsOn: access)
    }

    /// The identifier of the copy that is recorded next.
    func freeCopyID() throws -> String {
        CopyID.make(from: [try lastEntry().hash])
    }
}
