import AttestryDomain

extension Portable {
    package static let product = Portable(
        table: "product", columns: code("product") + Column.own("product", "name"), references: [],
        source: "product WHERE removed IS NOT 1 ORDER BY code", subject: (["code"], ""),
        recorded: .never
    )

    package static let scheme = Portable(
        table: "scheme", columns: code("scheme") + Column.own("scheme", "title", "kind"),
        references: [],
        source: "scheme WHERE removed IS NOT 1 AND origin = 'user' ORDER BY code",
        subject: (["code"], ""), fixed: ["origin": "user"], recorded: .never)

    package static let edition = Portable(
        table: "edition",
        columns: [.told("scheme", "scheme.code")] + Column.own("edition", "code", "title"),
        references: [.scheme],
        source: """
            edition JOIN scheme ON scheme.id = scheme_id
            WHERE edition.removed IS NOT 1 AND scheme.removed IS NOT 1 AND edition.origin = 'user'
            ORDER BY scheme.code, edition.id
            """,
        subject: (["scheme", "code"], ":"), fixed: ["origin": "user"], recorded: .never)

    package static let fact = Portable(
        table: "fact",
        columns: [.told("scheme", "scheme.code"), .told("edition", "edition.code")]
            + Column.own("fact", "name", "value", "source", "checked_on", "note"),
        references: [.scheme, .edition.optional],
        source: """
            fact JOIN scheme ON scheme.id = fact.scheme_id
              LEFT JOIN edition ON edition.id = edition_id
            WHERE fact.origin = 'user' AND scheme.removed IS NOT 1 AND edition.removed IS NOT 1
            ORDER BY scheme.code, edition.code, name
            """,
        subject: (["scheme", "edition"], ":"), fixed: ["origin": "user", "confidence": "user"],
        recorded: .never)

    package static let certificate = versions("certificate", "<>")
    package static let report = versions("report", "=")

    private static func versions(_ noun: String, _ sign: String) -> Portable {
        Portable(
            table: "version",
            columns: [
                .told("code", "evidence.code"), .told("scheme", "scheme.code"),
                .told("title", "evidence.title"), .told("owner", "evidence.owner"),
                Column(name: "ref", sql: "evidence.ref", fills: nil, form: .words),
                .told("discontinued_on", "evidence.discontinued_on"),
            ] + Column.own("version", "version", form: .number)
                + [.told("edition", "edition.code")]
                + (noun == "report" ? reportColumns : certificateColumns)
                + Column.own("version", "scope") + Column.own("version", "covers", form: .words)
                + Column.own("version", "voided", form: .flag) + Column.document,
            references: [.named("evidence_id", "code", in: "evidence"), .edition.optional]
                + (noun == "report"
                    ? [] : [.named("parent_id", "parent", in: "evidence").optional]),
            source: """
                version JOIN evidence ON evidence.id = evidence_id
                  JOIN scheme ON scheme.id = evidence.scheme_id
                  LEFT JOIN edition ON edition.id = edition_id
                  LEFT JOIN evidence AS parent ON parent.id = parent_id
                  LEFT JOIN attachment ON attachment.version_id = version.id
                  LEFT JOIN document ON document.id = document_id
                WHERE scheme.kind \(sign) 'report' ORDER BY evidence.code, version.version
                """,
            subject: (["code", "version"], "@"), owner: { .version(ID($0)) })
    }

    private static let certificateColumns =
        [.told("parent", "parent.code")]
        + Column.own("version", "number", "issuer", "issued_on", "valid_from", "expires_on")

    private static let reportColumns =
        Column.own(
            "version", "auditor", "period_start", "period_end", "as_of_on", "issued_on", "opinion")
        + Column.own("version", "criteria", form: .words)
        + Column.own("version", "exceptions", form: .number)

    package static let event = ofVersion(
        "event", columns: Column.own("event", "kind", "occurred_on", "reason"))

    package static let milestone = ofVersion(
        "milestone", columns: Column.own("milestone", "kind", "due_on", "done_on"),
        owner: { .milestone(ID($0)) })

    package static let letter = ofVersion(
        "bridge_letter",
        columns: Column.own("bridge_letter", "from_on", "to_on", "signed_on", "signer"),
        owner: { .letter(ID($0)) })

    /// Rows that belong to a version each.
    private static func ofVersion(
        _ table: String, columns: [Column], owner: (@Sendable (Int64) -> AttachmentOwner)? = nil
    ) -> Portable {
        let joined = """
            LEFT JOIN attachment ON attachment.\(table)_id = \(table).id
              LEFT JOIN document ON document.id = document_id
            """
        return Portable(
            table: table,
            columns: [.told("evidence", "evidence.code"), .told("version", "version.version")]
                + columns + Column.own(table, "voided", form: .flag)
                + (owner == nil ? [] : Column.document),
            references: [.version],
            source: """
                \(table) JOIN version ON version.id = \(table).version_id
                  JOIN evidence ON evidence.id = evidence_id
                \(owner == nil ? "" : joined)
                ORDER BY evidence.code, version.version, \(table).id
                """,
            subject: (["evidence", "version"], "@"), owner: owner)
    }

    /// The code of a row.
    static func code(_ table: String) -> [Column] { Column.own(table, "code", form: .code) }
}
