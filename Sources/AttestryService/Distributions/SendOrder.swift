package import AttestryDomain
import AttestryStorage

/// One version that is to go to many persons, to each a copy of their own (`rules.md` §6, "Release
/// to many").
package struct SendOrder: Sendable {
    /// Who the persons are.
    package enum Recipients: Sendable {
        /// All who hold this version.
        case holders(of: VersionReference)
        /// The rows of a sheet.
        case listed(SheetSource)
    }

    /// What goes out; without a number the current version.
    package var version: VersionReference
    package var recipients: Recipients
    /// Whether the version's bridge letter is meant, not the version itself.
    package var isLetter = false
    /// Whether history is asked for on purpose.
    package var isHistorical = false
    /// By which way; where it is nil, as the row of the file or the release before has it.
    package var channel: Distribution.Channel?
    /// What for; as the channel.
    package var purpose: String?
    /// Why they have sufficient knowledge; as the channel.
    package var basis: String?
    /// The last day on which they may have access.
    package var accessEndsOn: CivilDate?

    package init(_ version: VersionReference, to recipients: Recipients) {
        self.version = version
        self.recipients = recipients
    }

    /// The order for one person.
    fileprivate func order(
        to customer: Code, _ contact: String?, basis: String?, _ channel: Distribution.Channel,
        purpose: String
    ) -> ReleaseOrder {
        var request = ReleaseRequest(version: version, customer: customer)
        request.isLetter = isLetter
        request.contact = contact
        request.basis = self.basis ?? basis
        request.isHistorical = isHistorical
        var order = ReleaseOrder(
            request, channel: self.channel ?? channel, purpose: self.purpose ?? purpose)
        order.accessEndsOn = accessEndsOn
        return order
    }
}

/// A person whom a row of a file names.
private struct ListedPerson {
    var customer: Code?
    var contact: String?
    var basis: String?
    var purpose: String?
    var channel: Distribution.Channel?

    static let fields: [Field<ListedPerson>] = [
        .code("customer", \.customer, "The customer.").offering(.customer)
            .needed("to whom it goes"),
        .text("contact", \.contact, "The person's e-mail address."),
        .text("basis", \.basis, "Why this person has sufficient knowledge."),
        .text("purpose", \.purpose, "What for."),
        .choice("channel", \.channel, "By which way."),
    ]
}

/// An order for one person, and how to say what is wrong with it.
struct AddressedOrder {
    let order: ReleaseOrder
    /// The row of the file that it comes from.
    fileprivate let row: ImportRow?
    /// The release before that it comes from.
    fileprivate let source: ID<Distribution>?

    /// Where it comes from, in words.
    var place: String {
        row.map(\.place.description) ?? source.map { "distribution \($0.rawValue)" } ?? ""
    }

    func problems(_ error: RegistryError) -> [PlacedProblem] {
        if let row { return row.placed(error.problems) }
        return error.problems.map { problem in
            let words = "\(place): \(problem.message { $0 })"
            return PlacedProblem(nil, nil, Problem(nil, words, hint: problem.hint))
        }
    }
}

extension ReadTransaction {
    /// The orders that sending to many consists of, those of holders in the order of their numbers.
    /// Beside them stands what is wrong with the rows of a file that are none. Throws `notFound`
    /// where nobody holds it, and `invalid` for what is no such file.
    func orders(_ send: SendOrder, on day: CivilDate) throws
        -> (orders: [AddressedOrder], problems: [PlacedProblem])
    {
        switch send.recipients {
        case .holders(let reference): (try ordersToHolders(of: reference, send, on: day), [])
        case .listed(let source): try orders(toRowsOf: source, send)
        }
    }

    private func ordersToHolders(
        of reference: VersionReference, _ send: SendOrder, on day: CivilDate
    ) throws -> [AddressedOrder] {
        let world = try EvidenceWorld(reference.code, as: nil, self)
        let version = try world.version(reference, on: day)
        let holdings = try HolderRules(of: world.evidence, version, self)
            .holdings(of: version.id, on: day)
        guard !holdings.isEmpty else {
            throw RegistryError(
                .notFound, "nobody holds \(world.name(of: version)) on \(day)",
                hint: "who was sent a newer version holds the older no more: attestry distribution "
                    + "holders \(reference.code)")
        }
        // What was said of a person the last time is said again where nothing else is.
        let last = Set(holdings.compactMap { $0.copies.last?.id.rawValue })
        let rows = try distributions(last)
        let addresses = try contactAddresses(Set(rows.compactMap(\.handover.contact)))
        let customers = try customerNames(Set(rows.map(\.handover.customer)))
        return rows.map { row in
            AddressedOrder(
                order: send.order(
                    to: customers[row.handover.customer] ?? .unknown,
                    row.handover.contact.flatMap { addresses[$0] }, basis: row.basis, row.channel,
                    purpose: row.purpose),
                row: nil, source: row.handover.id)
        }
    }

    private func orders(toRowsOf source: SheetSource, _ send: SendOrder) throws
        -> (orders: [AddressedOrder], problems: [PlacedProblem])
    {
        let known = KnownColumns(
            ListedPerson.fields.map { ImportKind.Column($0) }, isMapped: false)
        let table = try ImportTable(source, known)
        var problems = table.problems
        var orders: [AddressedOrder] = []
        var broken: [PlacedProblem] = []
        let names = Names(self, seeksMany: true)
        try table.walk { row in
            var row = row
            try row.resolve(names)
            var person = ListedPerson()
            var wrong = row.form().fill(&person, ListedPerson.fields, isNew: true)
            let (channel, purpose) = (
                send.channel ?? person.channel, send.purpose ?? person.purpose
            )
            if channel == nil, row["channel"] == nil {
                wrong.append(
                    .missing("channel", "it is recorded", hint: "fill it in, or --channel"))
            }
            if purpose == nil, row["purpose"] == nil {
                wrong.append(
                    .missing("purpose", "it is recorded", hint: "fill it in, or --purpose"))
            }
            if wrong.isEmpty, let customer = person.customer, let channel, let purpose {
                let order = send.order(
                    to: customer, person.contact, basis: person.basis, channel, purpose: purpose)
                orders.append(AddressedOrder(order: order, row: row, source: nil))
            }
            problems += row.placed(wrong)
        } broken: {
            broken.append($0)
        }
        problems += broken
        guard !orders.isEmpty || !problems.isEmpty else {
            throw RegistryError(.invalid, "the file names nobody", hint: "one row a person")
        }
        return (orders, problems)
    }
}
