import AttestryDomain
import AttestryStorage

/// Finds what a row of a sheet is about in the registry.
struct ExistingFinder {
    let transaction: WriteTransaction
    let today: CivilDate
    let teller: RowTeller

    var reading: ReadTransaction { transaction.reading }

    /// What is there of what a row names; nil where nothing is, or where nobody can say what it
    /// names, which recording it says.
    func thing(_ kind: ImportKind, _ row: ImportRow) throws -> ExistingThing? {
        var ignored: [Problem] = []
        return try ignored.gather { try kind.shape.find(self, row) } ?? nil
    }

    /// The one of several spans, of which `spans` reads what is there now, that begins on the day
    /// of a row.
    func span<Span>(
        _ row: ImportRow, _ first: (column: String, word: String), of owner: Code,
        _ begins: KeyPath<Span, CivilDate>, _ isVoided: KeyPath<Span, Bool>,
        _ spans: @escaping () throws -> [Span],
        cells: @escaping (Span) -> [ExistingThing.Cell], edit: @escaping (Span) throws -> Void
    ) throws -> ExistingThing? {
        let day = try row.day(first.column)
        func found() throws -> Span? {
            try spans().last {
                $0[keyPath: begins] == day && $0[keyPath: isVoided] == row.isVoided
            }
        }
        guard let span = try found() else { return nil }
        var thing = ExistingThing(name: "\(owner) \(first.word) \(day)")
        guard !row.isVoided else { return thing }
        thing.cells = { try found().map(cells) ?? [] }
        thing.edit = {
            try edit(span)
            return []
        }
        return thing
    }

    /// The document that a row names, where it is not attached already.
    func newDocument(_ row: ImportRow, of owner: AttachmentOwner) throws -> DocumentSource? {
        guard let source = try teller.source(row.form().values),
            try reading.document(of: owner)?.sha256 != source.sha256
        else { return nil }
        return source
    }

    /// The name of the document that something has.
    func document(of owner: AttachmentOwner) throws -> ExistingThing.Cell {
        ("document", .text(try reading.document(of: owner)?.name))
    }

    /// The row of the ledger of a number.
    func release(_ id: ID<Distribution>) throws -> ExistingThing {
        let row = try reading.ledgerRow(id)
        let hint = "nothing in the ledger is changed: attestry distribution show \(id.rawValue)"
        let followed = Portable.followUps.flatMap { kind, day, reason in
            let event = row.handover.first(kind, by: .distantFuture)
            return [(day, event?.occurredOn.description), (reason, event?.reason)]
        }
        let said: [(String, String?)] = [
            ("released_on", row.handover.releasedOn.description),
            ("outcome", row.handover.outcome.rawValue), ("purpose", row.purpose),
            ("channel", row.channel.rawValue), ("basis", row.basis),
            ("released_by", row.releasedBy), ("sha256", row.sha256),
            ("access_ends_on", row.accessEndsOn?.description),
        ]
        return ExistingThing(
            name: "distribution \(id.rawValue)", fixed: (said + followed).map { ($0, $1, hint) })
    }
}

extension ImportRow {
    /// Whether it tells of something that was recorded in error.
    var isVoided: Bool { self["voided"] == "yes" }

    /// What says in the registry whether something was recorded in error.
    func fixedVoid(_ isVoided: Bool, _ hint: String) -> ExistingThing.Fixed {
        ("voided", isVoided ? "yes" : "no", hint)
    }
}
