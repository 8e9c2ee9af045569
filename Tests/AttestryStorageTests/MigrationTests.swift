import AttestryDomain
import AttestryLog
import AttestryMigrations
import Foundation
import GRDB
import Testing

@testable import AttestryStorage

struct MigrationTests {
    /// What a later version might do: columns for tables that hold rows already, with and without a
    /// default, and tables replaced to which others refer.
    private static let planted = """
        ALTER TABLE version ADD COLUMN lead TEXT;
        ALTER TABLE version ADD COLUMN level INTEGER NOT NULL DEFAULT 3;
        ALTER TABLE distribution ADD COLUMN lead TEXT;
        ALTER TABLE distribution ADD COLUMN way TEXT NOT NULL DEFAULT 'by hand';
        CREATE TABLE alert_2 (
          id INTEGER PRIMARY KEY, subject_kind TEXT NOT NULL, subject_id INTEGER NOT NULL,
          anchor TEXT NOT NULL, anchor_on TEXT NOT NULL, rung INTEGER NOT NULL,
          skipped TEXT NOT NULL, message TEXT NOT NULL, recipients TEXT NOT NULL,
          raised_on TEXT NOT NULL, resolved_on TEXT, run_id INTEGER NOT NULL REFERENCES alert_run,
          old INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        INSERT INTO alert_2 SELECT * FROM alert;
        DROP TABLE alert;
        ALTER TABLE alert_2 RENAME TO alert;
        """
    private let next = Schema(
        Migration.all + [Migration(number: Migration.all.count + 1, sql: planted)])

    @Test(arguments: 1...Migration.all.count)
    func `a registry of any version with rows everywhere is brought up to date`(number: Int) throws
    {
        let registry = try FilledRegistry(Schema(Array(Migration.all.prefix(number))))
        let store = try registry.store(.current)
        #expect(try store.verify().findings.isEmpty)
        let state = try store.queue.read { try Schema.state(of: $0) }
        #expect(state.version == Schema.newest)
    }

    @Test func `no table is without a row`() throws {
        #expect(try FilledRegistry(.current).emptyTables() == [])
    }

    @Test func `a table can get a column, and a referred table be replaced, once they hold rows`()
        throws
    {
        let registry = try FilledRegistry(.current)
        #expect(try registry.store(.current).verify().findings.isEmpty)
        let store = try registry.store(next)
        #expect(try store.verify().findings.isEmpty)
        let areKeysChecked = try store.queue.inDatabase {
            try Bool.fetchOne($0, sql: "PRAGMA foreign_keys")
        }
        #expect(areKeysChecked == true)
        let known = try store.known(at: registry.change.time, .customer(ID(1))).queue.read {
            try $0.rows("SELECT level, way FROM version, distribution").map {
                [try ($0["level"] as Cell).json, try ($0["way"] as Cell).json]
            }
        }
        #expect(known == [[3, "by hand"]])
        try store.write(registry.change) { transaction in
            try transaction.update("version", ID<Version>(1), ["level": 4], subject: "e@1")
            try transaction.insert(
                "alert",
                [
                    "subject_kind": "occurrence", "subject_id": 1,
                    "anchor": "due", "anchor_on": "2026-01-01", "rung": 0,
                    "skipped": "[]", "message": "m", "recipients": "[]",
                    "raised_on": "2026-01-01", "run_id": 1,
                ], subject: "occurrence")
            try transaction.insert(
                "channel",
                [
                    "code": "new", "kind": "signal", "recipients": "[]",
                    "only_kinds": "[]", "only_schemes": "[]",
                    "least_severity": "info", "recorded_on": "2026-01-01",
                ], subject: "new")
        }
        #expect(try store.verify().findings.isEmpty)
    }

    @Test func `a new column that somebody changed past the program is found`() throws {
        let registry = try FilledRegistry(.current)
        let store = try registry.store(next)
        try store.queue.writeWithoutTransaction {
            try $0.execute(sql: "UPDATE version SET level = 2; UPDATE version SET lead = ''")
        }
        let findings = try store.verify().findings
        #expect(findings.map(\.subject) == ["version"])
        let detail = findings.first?.detail
        #expect(detail?.hasPrefix("lead is '' where its last entry in the log (") == true)
        #expect(detail?.contains("level is 2 where its last entry in the log (") == true)
        #expect(detail?.hasSuffix("says '3'") == true)
    }

    @Test func `a step that leaves a row without the one it names changes nothing`() throws {
        let registry = try FilledRegistry(.current)
        let before = try Data(contentsOf: URL(filePath: registry.path))
        let careless = Schema(
            Migration.all + [
                Migration(number: Migration.all.count + 1, sql: "DELETE FROM alert; SELECT 1")
            ])
        #expect {
            try registry.store(careless)
        } throws: { ($0 as? RegistryError)?.message.contains("names a row of alert ") == true }
        #expect(try Data(contentsOf: URL(filePath: registry.path)) == before)
    }
}
