package import AttestryDomain

extension CustomerDocument {
    /// The columns of a list.
    package static let columns =
        own + [
            Column("agreements_in_force") { $0.inForce },
            Column("obligations") { $0.obligations.map(\.duty.rule) },
        ] + marks

    fileprivate static let own: [Column<CustomerDocument>] = [
        Column("code") { $0.customer.code }, Column("name") { $0.customer.name },
        Column("status") { $0.status },
        Column("since", .ifThereIsRoom) { $0.contract?.sinceOn },
        Column("until", .ifThereIsRoom) { $0.contract?.untilOn },
    ]

    fileprivate static let marks = Customer.fields.filter { $0.name != "name" }
        .map { Column($0) { (document: CustomerDocument) in document.customer } }
}

extension CustomerScreen {
    /// The columns of a show.
    package static let columns =
        (CustomerDocument.own + CustomerDocument.marks).of(\CustomerScreen.about) + [
            Column("as_of", .documentOnly) { $0.about.day },
            Column("contacts", .documentOnly) {
                $0.contacts.map { JSONValue($0, Contact.columns) }
            },
            Column("contracts", .documentOnly) { $0.about.contracts },
            Column("agreements", .documentOnly) { screen in
                screen.agreements.map { JSONValue($0, AgreementDocument.summary) }
            },
            Column("obligations", .documentOnly) { $0.about.obligations },
            Column("holds", .documentOnly) { $0.holdings },
            Column("at_contract_end", .documentOnly) { screen in
                screen.atContractEnd.map { JSONValue($0, SampledOccurrence.columns) }
            },
            Column("may_have", .documentOnly) { $0.access },
        ]
}

extension Contract: JSONConvertible {
    package var json: JSONValue { ["since": sinceOn.json, "until": untilOn.json] }
}

extension Obligation: JSONConvertible {
    package var json: JSONValue { ["rule": duty.rule.json, "since": since.json] }
}

extension HolderDocument: JSONConvertible {
    package var json: JSONValue {
        JSONValue(self, Self.columns).adding(["marks": marks.json])
    }
}
