import AttestryDomain
import AttestryStorage

extension ImportShape {
    static let product = ImportShape(
        portable: .product,
        filledIn: [ImportKind.Column(name: "code")] + .needed("name"),
        sample: """
            code = cloud
            name = Example Cloud
            """,
        key: always("code"), find: { try $0.product($1) }, coded: .product)

    static let scheme = ImportShape(
        portable: .scheme, filledIn: .needed("code", "title", "kind"),
        sample: """
            code = acme-seal
            title = Acme Seal
            kind = certificate
            """,
        key: always("code"), find: { try $0.scheme($1) },
        listed: names(SchemeDocument.columns))

    static let edition = ImportShape(
        portable: .edition, filledIn: .needed("scheme", "code", "title"),
        sample: """
            scheme = acme-seal
            code = 2025
            title = Acme Seal 2025
            """,
        key: always("scheme", "code"), find: { try $0.edition($1) },
        listed: names(EditionDocument.columns))

    static let fact = ImportShape(
        portable: .fact, filledIn: .needed("scheme", "name", "source"),
        sample: """
            scheme = acme-seal
            name = validity_months
            value = 12
            source = letter of 2025-01-10
            checked_on = 2025-01-12
            """,
        key: always("scheme", "edition", "name"), find: { try $0.fact($1) })

    static let formerCode = ImportShape(
        portable: .formerCode, filledIn: .needed("noun", "code", "leads_to"),
        sample: """
            noun = product
            code = sky
            leads_to = cloud
            """,
        key: always("noun", "code"), find: { try $0.formerCode($1) })

    static let ladder = ImportShape(
        portable: .ladder, filledIn: .needed("anchor", "scope", "rungs"),
        sample: """
            anchor = end
            scope = scheme
            scope_code = iso27001
            rungs = 180 90 30
            """,
        key: always("anchor", "scope", "scope_code"), find: { try $0.ladder($1) },
        listed: names(Ladders.Rule.columns))
}
