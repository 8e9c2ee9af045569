import AttestryDomain

extension Portable {
    package static let customer = Portable(
        table: "customer",
        columns: code("customer") + Column.own("customer", "name")
            + Column.own("customer", "domains", form: .words)
            + Column.own("customer", "handles_phi", "handles_personal_data", form: .flag)
            + Column.own("customer", "owner") + Column.own("customer", "ref", form: .words),
        references: [], source: "customer WHERE removed IS NOT 1 ORDER BY code",
        subject: (["code"], ""))

    package static let contract = ofCustomer(
        "contract",
        columns: [
            .own("since_on", of: "contract", as: "since"),
            .own("until_on", of: "contract", as: "until"),
        ])

    package static let contact = ofCustomer(
        "contact",
        columns: [
            .told(
                "person", "row_number() OVER (PARTITION BY customer_id ORDER BY contact.id)")
        ] + Column.own("contact", "name", "email", "role", "left_on"))

    /// Rows that belong to a customer each.
    private static func ofCustomer(_ table: String, columns: [Column]) -> Portable {
        Portable(
            table: table,
            columns: [.told("customer", "customer.code")] + columns
                + Column.own(table, "voided", form: .flag),
            references: [.customer],
            source: """
                \(table) JOIN customer ON customer.id = customer_id
                WHERE customer.removed IS NOT 1 ORDER BY customer.code, \(table).id
                """,
            subject: (["customer"], ""))
    }

    package static let agreementKind = Portable(
        table: "agreement_kind",
        columns: code("agreement_kind") + Column.own("agreement_kind", "title")
            + Column.own("agreement_kind", "counts_as_nda", form: .flag)
            + Column.own("agreement_kind", "satisfies")
            + Column.own("agreement_kind", "retention_months", "expiring_days", form: .number),
        references: [], source: "agreement_kind WHERE origin = 'user' ORDER BY code",
        subject: (["code"], ""), fixed: ["origin": "user"], identity: ["code"], recorded: .never)

    package static let agreement = Portable(
        table: "agreement",
        columns: [.told("customer", "customer.code"), .told("kind", "agreement_kind.code")]
            + code("agreement")
            + Column.own("agreement", "template") + Column.own("agreement", "ref", form: .words)
            + Column.own("agreement", "effective_on", "renewal", "ends_on")
            + Column.own(
                "agreement", "initial_term_months", "term_months", "notice_days", "notice_months",
                form: .number)
            + Column.own("agreement", "survival_basis")
            + Column.own("agreement", "survival_months", form: .number)
            + [
                .told(
                    "events",
                    "(SELECT count(*) FROM agreement_event WHERE agreement_id = agreement.id)")
            ] + Column.document,
        references: [.customer, .named("kind_id", "kind", in: "agreement_kind")],
        source: """
            agreement JOIN customer ON customer.id = customer_id
              JOIN agreement_kind ON agreement_kind.id = kind_id
              LEFT JOIN attachment ON attachment.agreement_id = agreement.id
              LEFT JOIN document ON document.id = document_id
            WHERE customer.removed IS NOT 1 ORDER BY agreement.code
            """,
        subject: (["code"], ""), owner: { .agreement(ID($0)) })

    package static let agreementEvent = Portable(
        table: "agreement_event",
        columns: [.told("agreement", "agreement.code")]
            + Column.own("agreement_event", "kind", "occurred_on")
            + [.told("successor", "successor.code")]
            + Column.own("agreement_event", "party", "reason")
            + Column.own("agreement_event", "voided", form: .flag),
        references: [
            .named("agreement_id", "agreement", in: "agreement"),
            .named("successor_id", "successor", in: "agreement").optional,
        ],
        source: """
            agreement_event JOIN agreement ON agreement.id = agreement_id
              JOIN customer ON customer.id = agreement.customer_id
              LEFT JOIN agreement AS successor ON successor.id = successor_id
            WHERE customer.removed IS NOT 1 ORDER BY agreement.code, agreement_event.id
            """,
        subject: (["agreement"], ""))

    package static let ladder = Portable(
        table: "ladder", columns: Column.own("ladder", "anchor", "scope", "scope_code", "rungs"),
        references: [],
        source: "ladder WHERE origin = 'user' ORDER BY anchor, scope, scope_code",
        subject: (["scope_code", "anchor"], ":"), fixed: ["origin": "user"], recorded: .never)

    package static let formerCode = Portable(
        table: "former_code",
        columns: Column.own("former_code", "noun", "code") + [.told("leads_to", "thing.code")],
        references: [
            Reference(
                column: "thing_id", parts: ["noun", "leads_to"],
                query: "SELECT id FROM (\(named)) WHERE noun = ? AND code = ?")
        ],
        source: """
            former_code JOIN (\(named)) AS thing ON thing.id = thing_id
              AND thing.noun = former_code.noun
            ORDER BY former_code.noun, former_code.code
            """,
        subject: (["leads_to"], ""))

    /// All that can be renamed.
    private static let named =
        Noun.coded.map(\.rawValue).map { noun in
            """
            SELECT '\(noun)' AS noun, id, code FROM \(noun)
            WHERE \(ReadTransaction.stands(noun))
            """
        }.joined(separator: " UNION ALL ")
}
