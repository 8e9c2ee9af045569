import AttestryDomain
import AttestryStorage

extension ImportShape {
    static let customer = ImportShape(
        portable: .customer,
        filledIn: [ImportKind.Column(name: "code")] + .of(Customer.fields)
            + .of(ContractInput.fields),
        sample: """
            code = acme
            name = Acme Inc.
            domains = acme.example
            ref = crm=12345
            status = customer
            since = 2026-01-01
            handles_phi = no
            """,
        key: always("code"), find: { try $0.customer($1) },
        listed: names(CustomerDocument.columns), coded: .customer)

    static let contract = ImportShape(
        portable: .contract, filledIn: .needed("customer", "since"),
        sample: """
            customer = acme
            since = 2024-01-01
            until = 2024-12-31
            """,
        key: always("customer", "since"), find: { try $0.contract($1) }, told: .marked("voided"))

    static let contact = ImportShape(
        portable: .contact, filledIn: .needed("customer") + .of(Contact.fields),
        sample: """
            customer = acme
            name = J. Doe
            email = j.doe@acme.example
            role = user
            """,
        key: always("customer", "email"), find: { try $0.contact($1) },
        listed: names(ContactDocument.columns), told: .marked("voided"))

    static let agreementKind = ImportShape(
        portable: .agreementKind,
        filledIn: .needed("code") + .of(AgreementKind.fields),
        sample: """
            code = clickwrap
            title = Click-through terms
            counts_as_nda = yes
            retention_months = 24
            """,
        key: always("code"), find: { try $0.agreementKind($1) },
        listed: names(AgreementKind.columns))

    static let agreement = ImportShape(
        portable: .agreement,
        filledIn: .needed("customer") + [
            ImportKind.Column(name: "kind", isNeeded: true, .name),
            ImportKind.Column(name: "code"),
        ] + .of(AgreementTerms.fields) + .of(AgreementStart.fields),
        sample: """
            customer = acme
            kind = nda
            code = acme-nda
            executed_on = 2026-01-10
            renewal = fixed
            ends_on = 2028-01-09
            survival_months = 36
            """,
        key: always("customer", "kind", "effective_on", "executed_on", "ends_on"),
        find: { try $0.agreement($1) },
        listed: names(AgreementDocument.columns), coded: .agreement, told: .saying("events"))

    static let agreementEvent = ImportShape(
        portable: .agreementEvent, filledIn: .needed("agreement", "kind", "occurred_on"),
        sample: """
            agreement = acme-nda
            kind = terminated
            occurred_on = 2026-06-30
            party = Acme Inc.
            reason = they moved to another vendor
            """,
        key: always("agreement", "kind", "occurred_on", "successor"),
        find: { try $0.agreementEvent($1) }, told: .marked("voided"))
}
