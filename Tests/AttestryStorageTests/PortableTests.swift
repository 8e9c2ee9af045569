import AttestryDomain
import GRDB
import Testing

@testable import AttestryStorage

struct PortableTests {
    private static let all: [Portable] = [
        .product, .scheme, .edition, .fact, .report, .certificate, .event, .milestone, .letter,
        .customer, .contract, .contact, .agreementKind, .agreement, .agreementEvent,
        .activity, .activityCadence, .activityEvent, .activityFinding, .publication, .distribution,
        .formerCode,
        .ladder,
    ]

    /// What no column outside fills: keys, marks of what is left out, and what has columns by the
    /// names in it.
    private static let own: Set = ["id", "removed", "identifiers", "details"]

    @Test func `each column of each table that leaves is told outside`() throws {
        let filled = try FilledRegistry(.current)
        let queue = try filled.store(.current).queue
        for portable in Self.all {
            let columns = try queue.read { db in
                try String.fetchSet(
                    db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [portable.table])
            }
            let told = Set(
                Self.all.filter { $0.table == portable.table }.flatMap { portable in
                    portable.columns.compactMap(\.fills) + portable.references.map(\.column)
                        + portable.fixed.keys + [portable.recorded.rawValue]
                })
            #expect(columns.subtracting(told).subtracting(Self.own) == [], "\(portable.table)")
        }
    }

    @Test func `each table leaves, hangs on one that does, or is named as staying behind`() throws {
        let filled = try FilledRegistry(.current)
        let tables = try filled.store(.current).queue.read { db in
            try String.fetchSet(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
        }
        let hanging: Set = [
            "evidence", "distribution_event", "document", "document_chunk", "attachment",
        ]
        let behind: Set = [
            "entry", "registry", "alert_run", "alert", "alert_response", "alert_reminder",
            "alert_escalation", "channel", "message", "delivery",
            "log_key", "epoch",
        ]
        #expect(
            tables.subtracting(Self.all.map(\.table)).subtracting(hanging).subtracting(behind)
                == [])
    }

    @Test func `a row comes as it was told, and one that names nothing is refused by its column`()
        throws
    {
        let filled = try FilledRegistry(.current)
        let store = try filled.store(.current)
        let row = [
            "customer": "c", "name": "=N", "email": "x@y.example", "role": "user", "voided": "yes",
        ]
        #expect(throws: RegistryError.self) {
            try store.write(filled.change) { transaction in
                try PortableWriter(transaction, recordedOn: CivilDate(dayNumber: 0))
                    .insert(.contact, row.merging(["customer": "nobody"]) { $1 })
            }
        }
        let code = try store.read { try $0.codes(of: .customer)[0] }
        try store.write(filled.change) { transaction in
            let told = try PortableWriter(transaction, recordedOn: CivilDate(dayNumber: 0))
                .insert(.contact, row.merging(["customer": code]) { $1 })
            #expect(told.subject == code)
        }
        var rows: [[String]] = []
        try store.read { reading in try reading.eachPortable(.contact) { rows.append($0) } }
        #expect(rows.last?.suffix(5) == ["=N", "x@y.example", "user", "", "yes"])
    }
}
