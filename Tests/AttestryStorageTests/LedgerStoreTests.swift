import AttestryDomain
import AttestryHost
import AttestryLog
import AttestryMigrations
import AttestryService
import AttestryTestSupport
import Foundation
import GRDB
import Synchronization
import Testing

@testable import AttestryStorage

struct LedgerStoreTests {
    @Test(arguments: [
        "distribution", "distribution_event", "document", "document_chunk", "attachment", "entry",
    ])
    func `the ledger, the documents and the log are append-only`(_ table: String) throws {
        let scene = try LedgerScene()
        let store = try scene.registry.store()
        try store.queue.writeWithoutTransaction { db in
            let column = try #require(
                try Row.fetchAll(db, sql: "PRAGMA table_info(\(table))").first?["name"] as String?)
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)")
            #expect(count ?? 0 > 0)
            #expect(throws: DatabaseError.self) {
                try db.execute(sql: "UPDATE \(table) SET \(column) = \(column)")
            }
            #expect(throws: DatabaseError.self) { try db.execute(sql: "DELETE FROM \(table)") }
        }
    }

    @Test func `what a customer may have and who holds what is found by index`() throws {
        let scene = try LedgerScene()
        let registry = try scene.registry.open()
        let trace = Trace()
        registry.store.queue.inDatabase { db in
            db.trace { trace.take($0) }
        }
        _ = try registry.may(scene.request, asOf: nil)
        _ = try registry.holders(version("soc2@1"), asOf: nil)
        _ = try registry.customer(code("acme"), asOf: nil)
        _ = try registry.agreement(code("acme-nda"), asOf: nil)
        try registry.eachDistribution(DistributionQuery(customer: "acme")) { _ in }
        try registry.eachDistribution(DistributionQuery(evidence: "soc2@1")) { _ in }
        try registry.eachDistribution(
            DistributionQuery(from: day("2026-11-01"), to: day("2026-11-30"))
        ) { _ in }
        _ = try registry.distribution(scene.copyID)
        let large = [
            "customer", "contract", "contact", "agreement", "agreement_event", "distribution",
            "distribution_event", "attachment", "document", "document_chunk", "entry", "alert",
        ]
        let steps = try Self.plan(trace.queries, in: registry.store)
        #expect(steps.count > 20)
        for step in steps {
            let words = step.split(separator: " ").map(String.init)
            let scansAll = words[0] == "SCAN" && words.count > 1 && large.contains(words[1])
            #expect(!scansAll || step.contains(" USING "), "\(step)")
        }
    }

    /// The steps by which SQLite answers queries, each followed by its query.
    private static func plan(_ queries: [String], in store: Store) throws -> [String] {
        try store.queue.read { db in
            try queries.flatMap { sql in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql).map {
                    $0.lossy("detail") + " in " + sql
                }
            }
        }
    }

    @Test func `a registry of the first schema is brought up to date with all it holds`() throws {
        let registry = try TemporaryRegistry(on: "2026-11-23")
        defer { withExtendedLifetime(registry) {} }
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "attestry-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "old.db").path
        let old = try DatabaseQueue(path: path)
        try old.writeWithoutTransaction { db in
            try db.execute(sql: Migration.all[0].sql)
            try db.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
            try db.execute(sql: "PRAGMA user_version = 1")
            try db.execute(
                sql: """
                    INSERT INTO ladder VALUES (1, 'any', NULL, 'end', '60 7 0', 'user');
                    INSERT INTO registry VALUES (1, 'Old', 'UTC', NULL, NULL, 99);
                    """)
        }
        try old.close()
        let store = try Store(opening: path)
        try store.queue.read { db in
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version")
            let rungs = try String.fetchOne(db, sql: "SELECT rungs FROM ladder")
            let findings = try Schema.findings(in: db)
            let strays = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            #expect(version == Schema.newest)
            #expect(rungs == "60 7 0")
            #expect(findings.isEmpty)
            #expect(strays.isEmpty)
        }
    }

    @Test func `a changed byte of a document is found with files, and a missing chunk without`()
        throws
    {
        let scene = try LedgerScene()
        let store = try scene.registry.store()
        #expect(try store.verify(files: true).findings.isEmpty)
        try store.queue.writeWithoutTransaction { db in
            try db.execute(sql: "DROP TRIGGER document_chunk_is_never_changed")
            try db.execute(
                sql: """
                    UPDATE document_chunk
                    SET bytes = CAST(replace(CAST(bytes AS TEXT), 'the', 'thx') AS BLOB)
                    """)
            try db.execute(sql: Self.trigger())
        }
        #expect(try store.verify().findings.isEmpty)
        let found = try store.verify(files: true).findings.map(\.check)
        #expect(found == [.documents])
        try store.queue.writeWithoutTransaction { db in
            try db.execute(sql: "DROP TRIGGER document_chunk_is_never_deleted")
            try db.execute(sql: "DELETE FROM document_chunk")
        }
        let checks = try store.verify().findings.map(\.check)
        #expect(checks.contains(.documents))
    }

    private static func trigger() throws -> String {
        let found = try Schema.fresh().read { db in
            try Schema.objects(in: db).first { $0.name == "document_chunk_is_never_changed" }?.sql
        }
        return try #require(found)
    }
}

/// The statements that a registry has run.
private final class Trace: Sendable {
    private let statements = Mutex<Set<String>>([])

    func take(_ event: Database.TraceEvent) {
        guard case .statement(let statement) = event else { return }
        let sql = statement.expandedSQL
        statements.withLock { _ = $0.insert(sql) }
    }

    var queries: [String] {
        statements.withLock { $0 }.filter { $0.hasPrefix("SELECT") }.sorted()
    }
}

/// A registry with a report, its document, a customer, an NDA and one release.
private final class LedgerScene {
    let registry: TemporaryRegistry
    let copyID: String
    let request: ReleaseRequest

    init() throws {
        registry = try TemporaryRegistry(on: "2026-11-23")
        request = try ReleaseRequest(
            version: version("soc2@1"), customer: code("acme"), contact: "j@acme.example",
            basis: "reviews")
        let file = FileManager.default.temporaryDirectory
            .appending(path: "attestry-\(UUID().uuidString).pdf")
        try "the report".write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let open = try registry.open()
        _ = try open.add(
            "soc2", scheme: "soc2-type2", as: .report,
            evidence: EvidenceForm(
                file: try DocumentSource(named: "d", reading: InputFile(file.path).bytes)),
            version: VersionForm(fields: [
                "auditor": "CPA", "period": "2025-10-01..2026-09-30", "issued_on": "2026-11-02",
                "opinion": "unqualified", "criteria": "security",
            ]), author: .test)
        try open.addCustomer(code("acme"), Form(["name": "Acme"]), author: .test)
        _ = try open.addContact(
            Form(["name": "J", "email": "j@acme.example", "role": "prospect"]), of: code("acme"),
            author: .test)
        _ = try open.addAgreement(
            AgreementInput(
                code: nil, kind: "nda", customer: code("acme"),
                form: Form(["executed_on": "2026-01-01", "renewal": "evergreen"])), file: nil,
            author: .test)
        let released = try open.release(
            ReleaseOrder(request: request, channel: .email, purpose: "review"), copy: nil,
            author: .test)
        copyID = released.copyID
        try open.follow("1", .received, on: nil, author: .test)
    }
}
