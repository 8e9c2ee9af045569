import AttestryDomain
import Foundation
import GRDB
import Testing

@testable import AttestryStorage

struct BackupTests {
    private let registry: FilledRegistry
    private let copy: String

    init() throws {
        registry = try FilledRegistry(.current)
        copy = registry.path + ".copy"
    }

    /// All rows of all tables, as text.
    private func content(_ path: String) throws -> [String] {
        try Store(opening: path).queue.read { db in
            try Schema.objects(in: db).filter { $0.type == "table" }.flatMap { table in
                try GRDB.Row.fetchAll(db, sql: "SELECT * FROM \(table.name)").map {
                    "\(table.name) \($0)"
                }
            }
        }
    }

    @Test func `a copy holds every row of every table and verifies`() throws {
        try registry.store(.current).copy(to: copy)
        #expect(try content(copy) == content(registry.path))
        #expect(try Verification.of(copy, files: false).findings == [])
    }

    @Test func `what one writer changes while it is copied is in the copy with its entry`() throws {
        let store = try registry.store(.current)
        let change = registry.change
        // Rows that swap their codes stand in each other's way where they are copied one by one.
        let swaps = Thread {
            for round in 0..<40 {
                try? store.write(change) { transaction in
                    let names = round.isMultiple(of: 2) ? ["x", "y"] : ["y", "x"]
                    try transaction.insert(
                        "product", ["code": "p\(round)", "name": names[0]], subject: "p")
                    try transaction.update(
                        "evidence", ID<Never>(1), ["code": names[0]], subject: "e")
                }
            }
        }
        swaps.start()
        for round in 0..<5 {
            let path = "\(copy)\(round)"
            try Store(opening: registry.path).copy(to: path)
            #expect(try Verification.of(path, files: false).findings == [])
        }
    }

    @Test func `a registry in which a row was changed behind the log has no copy that verifies`()
        throws
    {
        try DatabaseQueue(path: registry.path).write { db in
            try db.execute(sql: "UPDATE evidence SET title = 'forged'")
        }
        try registry.store(.current).copy(to: copy)
        #expect(try Verification.of(copy, files: false).findings.isEmpty == false)
    }

    @Test func `a file that was changed since it was kept is not replaced`() throws {
        let store = try registry.store(.current)
        try store.copy(to: copy)
        let standing = try StandingFile(registry.path, keptIn: registry.path + ".kept")
        try store.write(registry.change) { transaction in
            _ = try transaction.insert("product", ["code": "late", "name": "L"], subject: "late")
        }
        let before = try content(registry.path)
        #expect(throws: RegistryError.self) { try standing.replace(by: Store(opening: copy)) }
        #expect(try content(registry.path) == before)
    }

    @Test func `whoever has a file open that is replaced goes on with what it holds then`() throws {
        let reader = try registry.store(.current)
        try reader.copy(to: copy)
        let other = try Store(opening: copy)
        try other.write(registry.change) { transaction in
            _ = try transaction.insert("product", ["code": "other", "name": "O"], subject: "other")
        }
        #expect(try reader.read { try $0.products().count } == 1)
        try StandingFile(registry.path, keptIn: registry.path + ".kept").replace(by: other)
        #expect(try reader.read { try $0.products().count } == 2)
        #expect(try content(registry.path) == content(copy))
        #expect(try Verification.of(registry.path, files: false).findings == [])
    }

    @Test func `no number up to the floor of an epoch is given again`() throws {
        let store = try registry.store(.current)
        let epoch = Epoch(
            name: String(repeating: "a", count: 32), entries: 1,
            head: String(repeating: "b", count: 64), lost: nil, floor: 5_000,
            beganAt: registry.change.time, recordedOn: CivilDate(dayNumber: 0))
        try store.write(registry.change) { try $0.insert(epoch) }
        let keys = try store.write(registry.change) { transaction in
            try (0..<2).map { number in
                try transaction.insert(
                    "product", ["code": "n\(number)", "name": "N"], subject: "n")
            }
        }
        #expect(keys == [5_001, 5_002])
        #expect(try store.read { try $0.epochRevision().entries } == 5_000)
        #expect(try store.verify().findings == [])
    }
}
