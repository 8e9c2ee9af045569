import AttestryDomain
import GRDB
import Testing

@testable import AttestryStorage

struct NounTests {
    /// The tables that are no noun's, each with the reason.
    private static let apart = [
        "entry": "the log is about all of them", "registry": "one row: the settings",
        "ladder": "it names what it is for by a word", "former_code": "it leads to the nouns",
        "agreement_kind": "a choice of agreements", "alert_run": "what cron did",
        "document": "an attachment says whose it is", "document_chunk": "the bytes of a document",
        "channel": "the way out, not a fact", "log_key": "it signs for the log",
        "epoch": "a life of the log",
    ]

    /// The keys of other rows by which a row belongs to none, each with the reason.
    private static let names = [
        "evidence.scheme_id": "evidence outlives its scheme's facts",
        "agreement.kind_id": "a choice", "document_chunk.document_id": "bytes are not logged",
        "distribution.version_id": "the ledger stands for itself",
    ]

    @Test func `every table is a noun's, belongs to one, or says why it does not`() throws {
        let known = Set(Noun.allCases.map(\.rawValue) + Belonging.all.map(\.table))
        let tables = try rows("SELECT name FROM sqlite_schema WHERE type = 'table'") {
            try $0["name"] as String
        }.filter { !$0.hasPrefix("sqlite_") }
        #expect(Set(tables).subtracting(known) == Set(Self.apart.keys))
        #expect(known.isDisjoint(with: Self.apart.keys))
        #expect(known.isSubset(of: tables))
    }

    @Test func `what belongs to what is what the foreign keys say`() throws {
        let keys = try rows(
            """
            SELECT child.name || '.' || link."from" AS name, link."table" AS owner,
              (SELECT "notnull" FROM pragma_table_info(child.name) WHERE name = link."from")
                AS needed
            FROM sqlite_schema AS child, pragma_foreign_key_list(child.name) AS link
            WHERE child.type = 'table'
            """
        ) {
            (
                name: try $0["name"] as String, owner: try $0["owner"] as String,
                isNeeded: try $0["needed"] as Bool
            )
        }
        for link in Belonging.all {
            let key = keys.first { $0.name == "\(link.table).\(link.column)" }
            #expect(key?.owner == link.owner, "\(link.table)")
        }
        let own = Set(Belonging.all.map { "\($0.table).\($0.column)" })
        let others = Set(keys.filter(\.isNeeded).map(\.name)).subtracting(own)
        #expect(others == Set(Self.names.keys))
    }

    @Test func `a noun's history is in its own table and those that belong to it`() {
        #expect(
            ReadTransaction.tables(of: .agreement)
                == ["agreement", "agreement_event", "attachment"])
        #expect(
            ReadTransaction.tables(of: .evidence)
                == [
                    "evidence", "version", "event", "milestone", "bridge_letter", "attachment",
                    "publication",
                ])
        #expect(
            ReadTransaction.tables(of: .activity)
                == [
                    "activity", "activity_cadence", "activity_event", "activity_finding",
                    "attachment", "publication",
                ])
        #expect(ReadTransaction.tables(of: .customer) == ["customer", "contract", "contact"])
        #expect(ReadTransaction.tables(of: .product) == ["product"])
    }

    @Test func `the log of a customer has what belongs to it however far`() {
        let tables = Belonging.tables(ofCustomer: ":customer").map(\.table)
        #expect(
            Set(tables) == [
                "customer", "contract", "contact", "agreement", "agreement_event",
                "activity_event", "activity_finding", "distribution", "distribution_event",
                "attachment",
            ])
    }

    private func rows<Value>(
        _ query: String, _ read: @escaping (AttestryStorage.Row) throws -> Value
    ) throws -> [Value] {
        let registry = try FilledRegistry(.current)
        defer { withExtendedLifetime(registry) {} }
        return try registry.store(.current).queue.read { try $0.rows(query).map(read) }
    }
}
