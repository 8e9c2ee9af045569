package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records that something happened to a distribution; an acknowledgement holds for all copies
    /// that the person has of the version. Throws `conflict` where it happened before or cannot
    /// have.
    package func follow(
        _ name: DistributionName, _ kind: DistributionEvent.Kind, on day: CivilDate?,
        author: Author
    ) throws -> FollowedUp {
        try write("distribution.\(kind.verb)", author) { transaction, today in
            let day = day ?? today
            let row = try transaction.reading.ledgerRow(name).handover
            try row.check(kind, on: day, today: today)
            let version = try VersionNames([row.version], transaction.reading)[row.version]
            let copies =
                kind == .acknowledged
                ? try transaction.copies(beside: row, of: version, on: day) : [row]
            for copy in copies where copy.first(kind, by: .distantFuture) == nil {
                try transaction.insertEvent(
                    kind, on: day, of: copy.id, reason: author.reason, recordedOn: today,
                    subject: version)
            }
            return FollowedUp(id: row.id, copies: copies.map(\.id), before: row.events.standing())
        }
    }

    /// Records that these releases handed nothing out.
    func void(_ rows: [ID<Distribution>], author: Author) throws {
        try write("distribution.void", author) { transaction, today in
            for row in try transaction.reading.distributions(Set(rows.map(\.rawValue))) {
                let handover = row.handover
                try handover.check(.voided, on: today, today: today)
                try transaction.insertEvent(
                    .voided, on: today, of: handover.id, reason: author.reason, recordedOn: today,
                    subject: VersionNames([handover.version], transaction.reading)[
                        handover.version])
            }
        }
    }

    /// Voids releases whose files could not be written; returns whether that was possible, what has
    /// become of them and what to do next.
    package func takeBack(
        _ rows: [ID<Distribution>], because error: RegistryError, author: Author
    ) -> (isVoided: Bool, advice: String) {
        let numbers = rows.map { "\($0.rawValue)" }
        let what =
            numbers.count == 1
            ? "distribution \(numbers[0]) is"
            : "distributions \(numbers.first ?? "") to \(numbers.last ?? "") are"
        let reason = "its file could not be written: \(error.message)".abbreviated
        let author = Author(actor: author.actor, onBehalfOf: author.onBehalfOf, reason: reason)
        do {
            try void(rows, author: author)
            return (true, "\(what) recorded and voided: nothing was handed out; release it again")
        } catch {
            return (
                false,
                "\(what) recorded, and could not be voided (\(error)); once that is mended: "
                    + "attestry distribution void \(numbers[0]) --reason 'no file was written'"
            )
        }
    }

    /// Recalls a superseded, withdrawn or voided version from all who hold it and were not asked
    /// before; returns for each person the number under which it is followed up.
    package func recall(_ reference: VersionReference, on day: CivilDate?, author: Author) throws
        -> [ID<Distribution>]
    {
        return try write("distribution.recall", author) { transaction, today in
            let day = day ?? today
            try RegistryError.check(
                Problem.future("on", day, by: today, hint: "recall it on that day"))
            let world = try EvidenceWorld(reference.code, as: nil, transaction.reading)
            let version = try world.version(reference, on: day)
            let name = world.name(of: version)
            try world.checkRecall(of: version, on: day)
            let rules = try HolderRules(of: world.evidence, version, transaction.reading)
            let holdings = rules.holdings(of: version.id, on: day)
                .filter { $0.copies.contains { !$0.isRecalled } }
            guard !holdings.isEmpty else {
                throw RegistryError(
                    .conflict, "nobody holds \(name) who was not asked for it before",
                    hint: "attestry distribution holders \(name)")
            }
            for copy in holdings.flatMap(\.copies) where !copy.isRecalled {
                try transaction.insertEvent(
                    .recalled, on: day, of: copy.id, reason: author.reason, recordedOn: today,
                    subject: name)
            }
            return holdings.map(\.lead.id)
        }
    }
}

extension EvidenceWorld {
    /// Throws `conflict` where there is no cause to recall: it stands and nothing took its place.
    fileprivate func checkRecall(of version: Version, on day: CivilDate) throws {
        guard !version.isVoided else { return }
        let verdict = try portfolio.verdict(
            on: evidence.code, version: version.version, at: day)
        let isOut =
            verdict.flags.contains(.superseded) || verdict.state == .withdrawn
            || verdict.state == .cancelled
        guard isOut else {
            throw RegistryError(
                .conflict, "\(name(of: version)) is \(verdict.state.rawValue) on \(day)",
                hint: "only a superseded, withdrawn or voided version is recalled")
        }
    }
}

/// What recording that something happened to a distribution came to.
package struct FollowedUp: Sendable {
    package let id: ID<Distribution>
    /// The rows that it happened to, this one included.
    package let copies: [ID<Distribution>]
    /// What had happened to it before.
    package let before: [DistributionEvent]
}

extension WriteTransaction {
    /// All copies that whoever got a row has of its version on a day. Throws `conflict` where none
    /// of them was recalled by then.
    fileprivate func copies(
        beside row: Handover, of name: VersionReference, on day: CivilDate
    ) throws -> [Handover] {
        let world = try EvidenceWorld(name.code, as: nil, reading)
        let version = try world.version(name, on: day)
        let copies =
            try HolderRules(of: world.evidence, version, reading)
            .holdings(of: version.id, on: day)
            .first { $0.copies.contains { $0.id == row.id } }?.copies ?? [row]
        guard copies.contains(where: { $0.first(.recalled, by: day) != nil }) else {
            throw row.refusal(
                "was not recalled by \(day)",
                "'distribution recall' asks for it back; 'distribution receive' records a receipt")
        }
        return copies
    }
}

extension Distribution.EventKind {
    /// The verb that records it.
    package var verb: String {
        switch self {
        case .received: "receive"
        case .recalled: "recall"
        case .acknowledged: "acknowledge"
        case .accessEnded: "end"
        case .voided: "void"
        }
    }
}

extension Handover {
    /// Whether it was asked for, whenever that was.
    fileprivate var isRecalled: Bool { first(.recalled, by: .distantFuture) != nil }

    fileprivate func refusal(_ why: String, _ hint: String?) -> RegistryError {
        RegistryError(.conflict, "distribution \(id.rawValue) \(why)", hint: hint)
    }

    fileprivate func check(
        _ kind: DistributionEvent.Kind, on day: CivilDate, today: CivilDate
    ) throws {
        try RegistryError.check(
            Problem.future("on", day, by: today, hint: "record it when it has happened"))
        guard outcome == .released else { throw refusal("was refused, not released", nil) }
        if let voiding {
            throw refusal(
                "was voided on \(voiding.occurredOn)",
                "nothing was handed out; 'distribution log' records another release")
        }
        guard day >= releasedOn else {
            throw refusal("was released on \(releasedOn), after \(day)", "give a later day")
        }
        if let earlier = first(kind, by: .distantFuture) {
            throw refusal("has that already, on \(earlier.occurredOn)", nil)
        }
    }
}
