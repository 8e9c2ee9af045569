package import AttestryDomain

/// A column by which the rows of a table belong to those of another one: the one list of them.
///
/// What is an orphan, what belongs to a customer, what a history shows and what bears on a release
/// or an alert follow from it.
struct Belonging {
    enum Kind {
        /// A row is a part of the other one.
        case part
        /// A row is a part of the other one, which misses nothing without it.
        case aside
        /// A row is a part of the other one, or by another column of something else.
        case oneOfSeveral
        /// A row stands for itself, and names the other one.
        case about
    }

    let table, column, owner: String
    let kind: Kind

    private init(
        _ table: String, of owner: String, by column: String? = nil, _ kind: Kind = .part
    ) {
        self.table = table
        self.column = column ?? "\(owner)_id"
        self.owner = owner
        self.kind = kind
    }

    static let all =
        [
            Belonging("edition", of: "scheme", .aside),
            Belonging("fact", of: "scheme", .aside),
            Belonging("version", of: "evidence"),
            Belonging("event", of: "version"),
            Belonging("milestone", of: "version"),
            Belonging("bridge_letter", of: "version"),
            Belonging("contract", of: "customer"),
            Belonging("contact", of: "customer", .aside),
            Belonging("agreement", of: "customer"),
            Belonging("agreement_event", of: "agreement"),
            Belonging("activity_cadence", of: "activity"),
            Belonging("activity_event", of: "activity"),
            Belonging("activity_event", of: "customer", .about),
            Belonging("activity_finding", of: "activity_event"),
            Belonging("distribution", of: "customer", .about),
            Belonging("distribution_event", of: "distribution"),
        ] + AttachmentOwner.tables.map { Belonging("attachment", of: $0, .oneOfSeveral) } + [
            Belonging("attachment", of: "document", .aside),
            Belonging("publication", of: "evidence", .oneOfSeveral),
            Belonging("publication", of: "activity", .oneOfSeveral),
            Belonging("alert", of: "alert_run", by: "run_id", .aside),
            Belonging("alert_response", of: "alert", .aside),
            Belonging("alert_reminder", of: "alert_response", by: "response_id", .aside),
            Belonging("alert_reminder", of: "alert", .aside),
            Belonging("alert_reminder", of: "alert_run", by: "run_id", .aside),
            Belonging("alert_escalation", of: "alert", .aside),
            Belonging("alert_escalation", of: "alert_run", by: "run_id", .aside),
            Belonging("message", of: "alert_run", by: "run_id", .aside),
            Belonging("message", of: "channel", .oneOfSeveral),
            Belonging("message", of: "message", by: "instead_of", .oneOfSeveral),
            Belonging("delivery", of: "message", by: "id", .aside),
        ]
}

extension Belonging {
    /// What alerts are about that lacks a row of a table which belongs to nothing.
    static func subject(of table: String) -> AlertSubject.Kind? {
        path(from: table, by: [.part]) { AlertSubject.Kind(rawValue: $0) != nil }
            .flatMap { AlertSubject.Kind(rawValue: $0.last?.owner ?? table) }
    }

    /// The way from a row of a table up to the first row of a table that is sought; empty where it
    /// is one, nil where there is no way.
    static func path(
        from table: String, by kinds: [Kind], to isSought: (String) -> Bool
    ) -> [Belonging]? {
        if isSought(table) { return [] }
        let link = all.first { $0.table == table && kinds.contains($0.kind) }
        guard let link, let rest = path(from: link.owner, by: kinds, to: isSought) else {
            return nil
        }
        return [link] + rest
    }

    /// The tables whose rows belong to a customer, each with the query for the keys of its own;
    /// `customer` and `schema` as SQL has them. Rows never move from one customer to another.
    static func tables(ofCustomer customer: String, in schema: String = "main")
        -> [(table: String, keys: String)]
    {
        func keys(_ table: String) -> String? {
            if table == "customer" { return "SELECT \(customer)" }
            let links = all.filter { $0.table == table && $0.owner != table }
            let conditions = links.compactMap { link in
                keys(link.owner).map {
                    link.owner == "customer"
                        ? "\(link.column) = \(customer)" : "\(link.column) IN (\($0))"
                }
            }
            guard !conditions.isEmpty else { return nil }
            let condition = conditions.joined(separator: " OR ")
            return "SELECT id FROM \(schema).\(table) WHERE \(condition)"
        }
        var tables: [(String, String)] = [("customer", "SELECT \(customer)")]
        for link in all where !tables.contains(where: { $0.0 == link.table }) {
            if let keys = keys(link.table) { tables.append((link.table, keys)) }
        }
        return tables
    }
}

extension ReadTransaction {
    /// The tables in which what is recorded of a noun stands.
    package static func tables(of noun: Noun) -> Set<String> {
        let own = Belonging.all.map(\.table).filter { table in
            Belonging.path(from: table, by: [.part, .aside]) { Noun(rawValue: $0) != nil }
                .map { $0.last?.owner ?? table } == noun.rawValue
        }
        let tables = Set(own + [noun.rawValue])
        let others = Belonging.all.filter { $0.kind == .oneOfSeveral && tables.contains($0.owner) }
        return tables.union(others.map(\.table))
    }
}
