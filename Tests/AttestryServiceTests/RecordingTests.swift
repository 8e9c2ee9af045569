import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation
import Testing

struct RecordingTests {
    private func registry() throws -> (TemporaryRegistry, Registry) {
        let temporary = try TemporaryRegistry(on: "2026-11-23")
        return (temporary, try temporary.open())
    }

    private func add(_ code: String, to registry: Registry, _ fields: [String: String] = [:]) throws
    {
        var all = [
            "edition": "2022", "number": "1", "issuer": "B", "issued_on": "2025-03-01",
            "expires_on": "2028-02-29",
        ]
        all.merge(fields) { $1 }
        _ = try registry.add(
            code, scheme: "iso27001", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(fields: all), author: .test)
    }

    @Test func `a refused add leaves nothing behind`() throws {
        let (temporary, registry) = try registry()
        let before = try registry.log(about: nil, newest: nil).count
        #expect(throws: RegistryError.self) {
            try add("iso", to: registry, ["expires_on": "2024-01-01"])
        }
        #expect(try registry.log(about: nil, newest: nil).count == before)
        #expect(try registry.codes(of: .evidence).isEmpty)
        withExtendedLifetime(temporary) {}
    }

    @Test func `a parent of another scheme, and a circle of parents, are refused`() throws {
        let (temporary, registry) = try registry()
        try add("a", to: registry)
        try add("b", to: registry, ["parent": "a"])
        #expect {
            _ = try registry.edit(
                "a", as: .certificate, evidence: EvidenceForm(),
                version: VersionForm(fields: ["parent": "b"]), author: .test)
        } throws: { ($0 as? RegistryError)?.problems.first?.field == "parent" }
        let child = VersionForm(
            fields: [
                "edition": "2015", "number": "1", "issuer": "B", "issued_on": "2025-03-01",
                "parent": "q",
            ])
        _ = try registry.add(
            "q", scheme: "iso9001", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(
                fields: [
                    "edition": "2015", "number": "1", "issuer": "B", "issued_on": "2025-03-01",
                ]), author: .test)
        #expect {
            _ = try registry.add(
                "c", scheme: "iso27017", as: .certificate, evidence: EvidenceForm(),
                version: child, author: .test)
        } throws: { ($0 as? RegistryError)?.problems.first?.field == "parent" }
        withExtendedLifetime(temporary) {}
    }

    @Test func `a renewal takes over what does not change and asks anew for what does`() throws {
        let (temporary, registry) = try registry()
        let identifiers = [
            "participant_id": "P1", "scope_id": "S1AB2C", "assessment_id": "A1AB2C-1",
            "assessment_level": "AL2", "labels": "Confidential",
        ]
        _ = try registry.add(
            "tisax", scheme: "tisax", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(
                fields: ["edition": "6.0", "issuer": "A", "issued_on": "2024-01-15"],
                identifiers: identifiers), author: .test)
        #expect {
            _ = try registry.renew(
                "tisax", as: .certificate, evidence: EvidenceForm(),
                version: VersionForm(fields: ["issued_on": "2026-11-01"]), author: .test)
        } throws: { ($0 as? RegistryError)?.problems.first?.field == "scope_id" }
        let renewed = identifiers.filter {
            ["scope_id", "assessment_id", "labels"].contains($0.key)
        }
        let recorded = try registry.renew(
            "tisax", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(fields: ["issued_on": "2026-11-01"], identifiers: renewed),
            author: .test)
        #expect(recorded.name.description == "tisax@2")
        let version = try #require(
            try registry.show(version("tisax"), as: .certificate, asOf: nil).version)
        #expect(version.issuer == "A")
        #expect(version.identifiers["participant_id"] == "P1")
        withExtendedLifetime(temporary) {}
    }

    @Test func `history may be recorded late, and numbers never change`() throws {
        let (temporary, registry) = try registry()
        try add("iso", to: registry)
        _ = try registry.renew(
            "iso", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(
                fields: [
                    "issued_on": "2022-03-01", "expires_on": "2025-02-28", "edition": "2013",
                ]), author: .test)
        let now = try registry.show(version("iso"), as: .certificate, asOf: nil)
        #expect(now.version?.version == 1)
        let then = try registry.show(version("iso"), as: .certificate, asOf: day("2024-06-01"))
        #expect(then.version?.version == 2)
        #expect(then.verdict.state == .active)
        withExtendedLifetime(temporary) {}
    }

    @Test func `what is voided exists on no day, and history still shows it`() throws {
        let (temporary, registry) = try registry()
        try add("iso", to: registry)
        _ = try registry.record(
            .withdrawn, on: day("2026-01-01"), to: version("iso"), as: .certificate, author: .test)
        #expect(
            try registry.show(version("iso"), as: .certificate, asOf: nil).verdict.state
                == .withdrawn)
        try registry.voidEvent(
            .withdrawn, on: day("2026-01-01"), of: version("iso@1"), as: .certificate,
            author: .test)
        #expect(
            try registry.show(version("iso"), as: .certificate, asOf: nil).verdict.state == .active)
        _ = try registry.void(
            version("iso@1"), as: .certificate, isDryRun: false, author: .test)
        #expect(
            try registry.show(version("iso"), as: .certificate, asOf: nil).verdict.state == .none)
        let actions = try registry.history(of: .certificate, named: "iso", knownAt: nil).compactMap
        {
            JSONValue($0, HistoryEntry.columns)["action"].string
        }
        #expect(actions.contains("certificate.withdraw"))
        #expect(actions.contains("certificate.void"))
        withExtendedLifetime(temporary) {}
    }

    @Test func `every change is in the log with who, why and the row as it is afterwards`() throws {
        let (temporary, registry) = try registry()
        try add("iso", to: registry)
        let entries = try registry.log(about: "iso", newest: nil)
        #expect(entries.map { $0["subject"].string } == ["iso", "iso@1"])
        #expect(entries.allSatisfy { $0["actor"].string == "tester" })
        #expect(entries.allSatisfy { $0["reason"].string == "a test" })
        #expect(entries[1]["image"].string?.contains(#""number":"1""#) == true)
        #expect(try AuditReport(verifying: temporary.path).findings.isEmpty)
    }

    @Test func `two registries opened at once wait for each other`() async throws {
        let (temporary, _) = try registry()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    for number in 0..<10 {
                        try temporary.open().addProduct(
                            code("p\(worker)-\(number)"), name: nil, author: .test)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try temporary.open().products().count == 40)
        #expect(try AuditReport(verifying: temporary.path).findings.isEmpty)
    }
}
