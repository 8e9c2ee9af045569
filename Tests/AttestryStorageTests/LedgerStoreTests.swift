import AttestryDomain
import AttestryHost
import AttestryLog
import AttestryService
import AttestryTestSupport
import Foundation
import GRDB
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
                try String.fetchOne(
                    db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table]))
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)")
            #expect(count ?? 0 > 0)
            #expect(throws: DatabaseError.self) {
                try db.execute(sql: "UPDATE \(table) SET \(column) = \(column)")
            }
            #expect(throws: DatabaseError.self) { try db.execute(sql: "DELETE FROM \(table)") }
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

    @Test func `what is taken out leaves an entry with its hash, and the registry whole`() throws {
        let scene = try LedgerScene()
        let open = try scene.registry.open()
        let before = try open.log(about: nil, newest: nil).count
        var bytes: [UInt8] = []
        let taken = try open.export(version("soc2@1"), as: .report, isLetter: false) { bytes += $0 }
        #expect(bytes == Array("the report".utf8))
        try open.log(taken, author: .test)
        #expect(try open.log(about: nil, newest: nil).count == before + 1)
        let entry = try #require(try open.log(about: "soc2", newest: 1).last)
        #expect(entry["action"] == .string("report.file"))
        #expect(entry["subject"] == .string("soc2@1"))
        #expect("\(entry["image"])".contains(taken.sha256))
        #expect(try scene.registry.store().verify(files: true).findings.isEmpty)
    }

    private static func trigger() throws -> String {
        let found = try Schema.current.fresh().read { db in
            try Schema.objects(in: db).first { $0.name == "document_chunk_is_never_changed" }?.sql
        }
        return try #require(found)
    }
}

/// A registry with a report, its document, a customer, an NDA and one release.
private final class LedgerScene {
    let registry: TemporaryRegistry
    private(set) var request: ReleaseRequest

    init() throws {
        registry = try TemporaryRegistry(on: "2026-11-23")
        request = try ReleaseRequest(version: version("soc2@1"), customer: code("acme"))
        request.contact = "j@acme.example"
        request.basis = "reviews"
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
            nil, code("nda"), with: code("acme"),
            Form(["executed_on": "2026-01-01", "renewal": "evergreen"]), author: .test)
        _ = try open.release(
            ReleaseOrder(request, channel: .email, purpose: "review"), copy: nil,
            author: .test)
        _ = try open.follow(.number(ID(1)), .received, on: nil, author: .test)
    }
}
