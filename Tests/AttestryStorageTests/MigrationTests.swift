import AttestryDomain
import AttestryLog
import AttestryMigrations
import Foundation
import GRDB
import Synchronization
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

    /// Where a test keeps what was there before, beside the registry.
    private static func former(of path: String, refusing: RegistryError? = nil) -> FormerFile {
        FormerFile(
            path: path + ".draft",
            publish: {
                if let refusing { throw refusing }
                guard link(path + ".draft", path + ".before") == 0 else {
                    throw POSIXError(.EEXIST)
                }
            }, withdraw: { unlink(path + ".before") })
    }

    private static func schema(ending sql: String = planted) -> Schema {
        Schema(Migration.all + [Migration(number: Migration.all.count + 1, sql: sql)])
    }

    @Test func `a registry is kept as it was before it is brought up to date, once`() throws {
        let registry = try FilledRegistry(.current)
        let content = try registry.dump()
        let store = try Store(
            opening: registry.path, schema: next, keeping: { Self.former(of: registry.path) })
        #expect(try store.verify().findings.isEmpty)
        let kept = try Store(inspecting: registry.path + ".before")
        #expect(try kept.verify().findings.isEmpty)
        #expect(try kept.queue.read { try Schema.state(of: $0) }.version == Schema.newest)
        #expect(try registry.dump(of: kept.path) == content)
        _ = try Store(
            opening: registry.path, schema: next,
            keeping: { throw RegistryError(.conflict, "a second copy is begun") })
    }

    @Test(arguments: [true, false])
    func `without the copy, or where a step fails, nothing is changed and no copy stays`(
        isCopyRefused: Bool
    ) throws {
        let registry = try FilledRegistry(.current)
        let before = try Data(contentsOf: URL(filePath: registry.path))
        let full = RegistryError(.notWritable, "no space left")
        #expect {
            try Store(
                opening: registry.path,
                schema: Self.schema(ending: isCopyRefused ? Self.planted : "DELETE FROM nothing"),
                keeping: { Self.former(of: registry.path, refusing: isCopyRefused ? full : nil) })
        } throws: {
            isCopyRefused == (($0 as? RegistryError)?.message == full.message)
        }
        #expect(try Data(contentsOf: URL(filePath: registry.path)) == before)
        #expect(!FileManager.default.fileExists(atPath: registry.path + ".before"))
    }

    @Test func `a registry that is damaged is brought up to date too, with a copy as damaged`()
        throws
    {
        let registry = try FilledRegistry(.current)
        try registry.store(.current).queue.writeWithoutTransaction {
            try $0.execute(sql: "UPDATE version SET number = 'forged'")
        }
        _ = try Store(
            opening: registry.path, schema: next, keeping: { Self.former(of: registry.path) })
        let kept = try Store(inspecting: registry.path + ".before")
        #expect(try kept.verify().findings.map(\.subject) == ["version"])
    }

    @Test func `killed at any statement it is the one or the other, and what was there is kept`()
        async throws
    {
        var (killed, moved, number) = (0, 0, 1)
        while true {
            let registry = try FilledRegistry(.current)
            let content = try registry.dump()
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = registry.path as String, number = number as Int] in
                try Self.bringUpToDate(path, killedAt: number)
                try Data().write(to: URL(filePath: path + ".done"))
                kill(getpid(), SIGKILL)
            }
            let isDone = FileManager.default.fileExists(atPath: registry.path + ".done")
            let version = try Self.version(of: registry.path)
            if version == Schema.newest {
                #expect(try registry.dump() == content)
                killed += 1
            } else {
                moved += 1
                #expect(try registry.store(next).verify().findings.isEmpty)
                #expect(try registry.dump(of: registry.path + ".before") == content)
            }
            #expect(!isDone || version > Schema.newest)
            if isDone { break }
            number += max(1, number / 6)
        }
        #expect(killed > 3)
        #expect(moved > 0)
    }

    /// Ends the process at the statement of this number, if there are so many.
    private static func bringUpToDate(_ path: String, killedAt number: Int) throws {
        let heard = Mutex(0)
        try Store.$trace.withValue({ _ in
            let count = heard.withLock { count in
                count += 1
                return count
            }
            if count == number { kill(getpid(), SIGKILL) }
        }) {
            _ = try Store(opening: path, schema: schema(), keeping: { former(of: path) })
        }
    }

    private static func version(of path: String) throws -> Int {
        try Store(inspecting: path).queue.read { try Schema.state(of: $0) }.version
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

extension FilledRegistry {
    /// All that a file holds, to compare two; this one's where none is given.
    func dump(of file: String? = nil) throws -> [String: [String]] {
        try DatabaseQueue(path: file ?? path).read { db in
            try Dictionary(
                uniqueKeysWithValues: Self.tables(db).map { table in
                    (table, try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map(\.description))
                })
        }
    }
}
