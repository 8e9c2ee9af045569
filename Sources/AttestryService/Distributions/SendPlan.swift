package import AttestryDomain
import AttestryStorage

/// What sending to many comes to: for each person the gate's answer.
package struct SendPlan {
    /// One person and one copy.
    package struct Item {
        let order: ReleaseOrder
        let answer: ReleaseAnswer
        /// What is stamped on the copy.
        package let mark: CopyMark
        /// The name of the copy's file.
        package let fileName: String
        /// SHA-256 of the stamped copy; nil where it is not stamped.
        package var copySHA256: String?

        /// Whether it goes out.
        package var isReleased: Bool { answer.isReleased(by: order) }

        /// What must not have changed when it is recorded.
        fileprivate var promise: [String?] {
            order.identity + [isReleased ? "released" : nil, answer.contact?.name]
        }
    }

    let order: SendOrder
    package var items: [Item]

    /// Whether the gate refuses somebody.
    package var hasRefusals: Bool { items.contains { !$0.isReleased } }

    /// What it would come to, as a report has it.
    package var report: [SentRow] { items.map { SentRow($0, recorded: nil) } }
}

extension Registry {
    /// Asks the gate for each person; nothing is recorded. Throws `invalid` where somebody comes
    /// twice, `notFound` where the version has no document, and all that is wrong with the persons.
    package func plan(_ order: SendOrder) throws -> SendPlan {
        try read(asOf: nil) { reading, today in
            try reading.plan(order, on: today)
        }
    }

    /// What stands for this registry in the names of files that lie beside those of others.
    package func identifier() throws -> String {
        try store.read { String(try $0.host().prefix(12)) }
    }

    /// Writes the document that goes out, as it is stored.
    package func writeDocument(of plan: SendPlan, into sink: ByteSink) throws {
        guard let answer = plan.items.first?.answer else { return }
        try store.read { reading in
            _ = try reading.export(
                answer.owner, of: answer.world.noun, named: answer.name.description, to: sink)
        }
    }

    /// Records all rows of a plan, or none. Throws `busy` where the gate answers otherwise now.
    package func send(_ plan: SendPlan, author: Author) throws -> [SentRow] {
        try store.prepareForManyRows()
        return try write("distribution.send", author) { transaction, today in
            let reading = transaction.reading
            let copies = plan.items.map(\.mark.copyID)
            let again = try reading.plan(plan.order, on: today)
            let isUnchanged = again.items.map(\.promise) == plan.items.map(\.promise)
            guard try isUnchanged && reading.rows(ofCopies: copies).isEmpty else {
                throw RegistryError(
                    .busy, "what the gate looks at was changed just now", hint: "send it again")
            }
            return try plan.items.map { item in
                let answer = item.answer
                var row = answer.row(
                    item.order, isReleased: item.isReleased, sha256: answer.sha256,
                    copyID: item.mark.copyID, recordedAt: transaction.change.time,
                    by: author.onBehalfOf ?? author.actor)
                row.copySHA256 = item.copySHA256
                return SentRow(item, recorded: try transaction.insert(row, subject: answer.name))
            }
        }
    }
}

extension ReadTransaction {
    fileprivate func plan(_ send: SendOrder, on day: CivilDate) throws -> SendPlan {
        var send = send
        let world = try EvidenceWorld(send.version.code, as: nil, self)
        let version = try world.standingVersion(send.version, on: day)
        send.version = world.name(of: version)
        let letter = try send.isLetter ? version.letter(named: send.version) : nil
        let document = try document(
            of: letter.map { .letter($0.id) } ?? .version(version.id),
            of: world.noun, named: send.version.description)
        try RegistryError.check(Handover.accessProblems(send.accessEndsOn, releasedOn: day))
        let head = try head().hash
        var gatekeeper = Gatekeeper(self)
        var places: [Recipient: String] = [:]
        var items: [SendPlan.Item] = []
        var (orders, problems) = try orders(send, on: day)
        for addressed in orders {
            do {
                let order = addressed.order
                try order.check()
                var answer = try gatekeeper.answer(order.request, on: day)
                let recipient =
                    answer.contact.map { Recipient.contact($0.id) } ?? .customer(answer.customer.id)
                if let earlier = places.updateValue(addressed.place, forKey: recipient) {
                    throw RegistryError(.invalid, "the same person as \(earlier)")
                }
                answer.sha256 = document.sha256
                let mark = answer.mark(of: order, at: head)
                items.append(
                    SendPlan.Item(
                        order: order, answer: answer, mark: mark,
                        fileName: mark.fileName(like: document.name)))
            } catch let error as RegistryError where error.kind != .damaged {
                problems += addressed.problems(error)
            }
        }
        let sorted = problems.sorted { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
        try RegistryError.check(sorted.map(\.asOne))
        return SendPlan(order: send, items: items)
    }
}
