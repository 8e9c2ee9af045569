package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// Hands in the rows of a kind as texts, each as it is read, after the names of their columns;
    /// a cell that holds nothing is empty. A row is left out where what it belongs to is not there,
    /// and a cell is empty where what it names is not; both are noted.
    package func eachPortable(_ portable: Portable, _ body: ([String]) throws -> Void) throws {
        let held = portable.members
        let members = try held.map { held in
            try memberNames(portable, held.column).map { (name: $0, column: held.prefix + $0) }
        }
        try body(portable.names + (members ?? []).map(\.column))
        let links = portable.links
        let columns =
            portable.columns.map(\.sql) + links.map(\.key)
            + (held.map { ["\(portable.table).\($0.column)"] } ?? [])
        let rows = try db.rows("SELECT \(columns.joined(separator: ", ")) FROM \(portable.source)")
        var count = 0
        var isBroken = false
        while let row = try rows.next() {
            count += 1
            var cells = try portable.columns.indices.map { index in
                try row.text(index, portable.columns[index].form)
            }
            for (index, link) in links.enumerated() where cells[link.cell].isEmpty {
                if case .null = row.value(cells.count + index) { continue }
                isBroken = true
            }
            if let members {
                let parts = JSONValue(cell: row.value(columns.count - 1)) ?? .null
                cells += members.map { parts[$0.name].string ?? "" }
            }
            try body(cells)
        }
        // Most often all rows are written, and what takes long need not be asked.
        let total = try db.value("SELECT count(*) FROM \(portable.table)") ?? 0
        if isBroken || total != count { try noteBrokenReferences() }
    }

    /// Notes rows that refer to what is not there, the first hundred.
    private func noteBrokenReferences() throws {
        let rows = try db.rows(
            """
            SELECT broken."table" AS owner, broken."rowid" AS number, reference."from" AS name
            FROM pragma_foreign_key_check AS broken
              JOIN pragma_foreign_key_list(broken."table") AS reference
                ON reference.id = broken.fkid
            LIMIT 100
            """)
        while let row = try rows.next() {
            let noun = row.lossy("owner").replacing("_", with: " ")
            note(
                noun, row.lossy("number"),
                RegistryError(
                    .damaged, "what its column \(row.lossy("name")) refers to is not there"))
        }
    }

    /// The names of the parts that the rows of a kind have in a column.
    private func memberNames(_ portable: Portable, _ column: String) throws -> [String] {
        try db.values(
            """
            SELECT DISTINCT key FROM json_each(\(column)), (
              SELECT \(portable.table).\(column) FROM \(portable.source)) ORDER BY key
            """)
    }

    /// All documents that are attached, each as often as it is, with the log's name of what it is
    /// attached to, and the scheme of that; nil for an agreement and an activity. Of a customer
    /// those alone that are attached to what belongs to it.
    package func attachedDocuments(of customer: ID<Customer>? = nil) throws -> [(
        document: StoredDocument, subject: String, scheme: Code?
    )] {
        let own = Belonging.tables(ofCustomer: ":customer").first { $0.table == "attachment" }
        let condition = customer == nil ? "" : "AND attachment.id IN (\(own?.keys ?? "NULL"))"
        return try db.rows(
            """
            SELECT document.id, sha256, size, attachment.name, scheme.code AS scheme,
              coalesce(evidence.code || '@' || version.version, agreement.code, activity.code)
                AS subject
            FROM attachment JOIN document ON document.id = document_id
              LEFT JOIN agreement ON agreement.id = agreement_id
              LEFT JOIN activity_event ON activity_event.id = activity_event_id
              LEFT JOIN activity ON activity.id = activity_event.activity_id
              LEFT JOIN customer ON customer.id = agreement.customer_id
              LEFT JOIN bridge_letter ON bridge_letter.id = bridge_letter_id
              LEFT JOIN milestone ON milestone.id = milestone_id
              LEFT JOIN version ON version.id
                = coalesce(attachment.version_id, bridge_letter.version_id, milestone.version_id)
              LEFT JOIN evidence ON evidence.id = version.evidence_id
              LEFT JOIN scheme ON scheme.id = evidence.scheme_id
            WHERE customer.removed IS NOT 1 \(condition) ORDER BY sha256, attachment.id
            """, customer.map { ["customer": $0] } ?? []
        ).map { row in
            let document = try StoredDocument(
                id: row["id"], sha256: row.hash("sha256"), size: row["size"], name: row["name"])
            return (document, try row["subject"], try row["scheme"])
        }
    }
}

extension Row {
    /// The value at a place as the outside has it. Throws `damaged`.
    fileprivate func text(_ index: Int, _ form: Portable.Form) throws -> String {
        let value = value(index)
        switch (form, value) {
        case (_, .null): return ""
        case (.flag, .number(let number)): return number == 0 ? "no" : "yes"
        case (.hash, .bytes(let bytes)): return bytes.hexadecimal
        case (.words, .text):
            guard let words = [String](cell: value) else { throw damaged(names[index]) }
            return words.joined(separator: " ")
        case (.text, .number(let number)), (.number, .number(let number)): return String(number)
        case (.text, .text(let bytes)), (.code, .text(let bytes)):
            return String(decoding: bytes, as: UTF8.self)
        default: throw damaged(names[index])
        }
    }
}
