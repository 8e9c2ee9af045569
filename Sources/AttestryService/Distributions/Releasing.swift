package import AttestryDomain
import AttestryLog
import AttestryStorage

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

    package init(_ request: ReleaseRequest, channel: Distribution.Channel, purpose: String) {
        self.request = request
        self.channel = channel
        self.purpose = purpose
    }

    func day(_ today: CivilDate) throws -> CivilDate {
        let day = on ?? today
        try RegistryError.check(
            Problem.future("on", day, by: today, hint: "record it when it happens"))
        return day
    }

    func check() throws {
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
    /// The version that was prepared.
    package let version: VersionReference
    /// SHA-256 of the stamped copy; nil where it is not stamped.
    package var copySHA256: String?
    /// What a stamp says: to whom, when, which copy.
    package let mark: CopyMark
}

extension Registry {
    /// Whether a version may go to somebody on a day; nothing is recorded.
    package func may(_ request: ReleaseRequest, asOf day: CivilDate?) throws -> ReleaseAnswer {
        try read(asOf: day) { reading, day in
            var gatekeeper = Gatekeeper(reading)
            var answer = try gatekeeper.answer(request, on: day)
            answer.sha256 = try reading.document(of: answer.owner)?.sha256
            return answer
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
            _ = try reading.export(
                answer.owner, of: answer.world.noun, named: answer.name.description, to: sink)
            return PreparedCopy(
                version: answer.name,
                mark: answer.mark(of: order, at: try reading.head().hash))
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
            var answer = try gatekeeper.answer(order.request, on: order.day(today))
            answer.sha256 = try transaction.reading.document(of: answer.owner)?.sha256
            if needsCopy, copy == nil, answer.isReleased(by: order) {
                throw RegistryError(.busy, "the gate's answer changed just now", hint: "try again")
            }
            if let copy, try !transaction.reading.rows(ofCopies: [copy.mark.copyID]).isEmpty {
                throw RegistryError(
                    .busy, "the same release was recorded by another process just now",
                    hint: "attestry distribution list shows it; try again only where it is missing")
            }
            try RegistryError.check(
                Handover.accessProblems(order.accessEndsOn, releasedOn: answer.day))
            var row = answer.row(
                order, isReleased: answer.isReleased(by: order), sha256: answer.sha256,
                copyID: try copy?.mark.copyID ?? transaction.freeCopyID(),
                recordedAt: transaction.change.time, by: author.onBehalfOf ?? author.actor)
            row.copySHA256 = copy?.copySHA256
            let id = try transaction.insert(row, subject: answer.name)
            return RecordedRelease(
                id: id, copyID: row.copyID, outcome: row.handover.outcome, answer: answer)
        }
    }
}

extension ReleaseOrder {
    /// What tells this order from others that are prepared at the same state of the log.
    var identity: [String?] {
        [
            request.version.description, request.isLetter ? "letter" : nil,
            request.customer.description, request.contact, request.basis,
            request.isHistorical ? "historical" : nil, on?.description, channel.rawValue, purpose,
            override, approvedBy, accessEndsOn?.description,
        ]
    }
}

extension Handover {
    /// What is wrong with the last day of an access.
    static func accessProblems(_ last: CivilDate?, releasedOn: CivilDate) -> [Problem] {
        guard let last, last < releasedOn else { return [] }
        return [
            Problem(
                "access_ends_on", ": \(last) lies before the release", hint: "give a later day")
        ]
    }
}

extension ReleaseAnswer {
    /// What is stamped on the copy of an order that is prepared at this state of the log.
    func mark(of order: ReleaseOrder, at head: String) -> CopyMark {
        CopyMark(
            customer: (customer.name, customer.code.description),
            person: contact.map { ($0.name, $0.email) }, day: day,
            version: name.description + (letter == nil ? "" : " bridge letter"),
            copyID: CopyID.make(from: [head] + order.identity))
    }

    /// Whether an order goes out: allowed, or overridden where every rule may be.
    func isReleased(by order: ReleaseOrder) -> Bool {
        isAllowed || (order.override != nil && failures.allSatisfy(\.canBeOverridden))
    }

    /// The row of the ledger for an order that was answered so.
    func row(
        _ order: ReleaseOrder, isReleased: Bool, sha256: String?, copyID: String,
        recordedAt: Timestamp, by releasedBy: String
    ) -> Distribution {
        let isOverridden = isReleased && !isAllowed
        return Distribution(
            handover: Handover(
                id: ID(0), releasedOn: day, outcome: isReleased ? .released : .refused,
                customer: customer.id, contact: contact?.id, version: version.id,
                letter: letter?.id),
            recordedAt: recordedAt, releasedBy: releasedBy,
            releaseClass: question.releaseClass, person: contact.map(Distribution.Person.init),
            basis: order.request.basis, agreement: isReleased ? reliedOn?.id : nil,
            purpose: order.purpose, channel: order.channel, sha256: isReleased ? sha256 : nil,
            copyID: copyID, isHistorical: order.request.isHistorical,
            rulesFailed: failures.map(\.rawValue), override: isOverridden ? order.override : nil,
            approvedBy: isOverridden ? order.approvedBy : nil, accessEndsOn: order.accessEndsOn)
    }
}

extension WriteTransaction {
    /// The identifier of the copy that is recorded next.
    func freeCopyID() throws -> String {
        CopyID.make(from: [try lastEntry().hash])
    }
}

extension Distribution.Person {
    init(_ contact: Contact) {
        self.init(name: contact.name, email: contact.email, role: contact.role)
    }
}
