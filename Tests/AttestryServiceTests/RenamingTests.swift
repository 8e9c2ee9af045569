import AttestryDomain
import AttestryService
import AttestryStorage
import AttestryTestSupport
import Testing

struct RenamingTests {
    private let temporary: TemporaryRegistry
    private let registry: Registry

    init() throws {
        temporary = try TemporaryRegistry(on: "2026-11-23")
        registry = try temporary.open()
        let fields = [
            "edition": "2022", "number": "1", "issuer": "B", "issued_on": "2026-03-01",
            "expires_on": "2029-02-28",
        ]
        _ = try registry.add(
            "iso2701", scheme: "iso27001", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(fields: fields), author: .test)
    }

    private func code(_ text: String) throws -> Code { try Code(text, field: "code") }

    private func rename(_ thing: CodedNoun, _ old: String, _ new: String) throws {
        try registry.rename(thing, from: code(old), to: code(new), author: .test)
    }

    @Test func `a ladder set for an evidence follows it to its new code`() throws {
        try registry.setLadder(
            Ladders.Rule(
                scope: .evidence, scopeCode: "iso2701", anchor: AnchorName(.end),
                ladder: Ladder("9 3"), origin: .user), author: .test)
        try rename(.certificate, "iso2701", "iso27001")
        let own = try registry.ladders().filter { $0.origin == .user }
        #expect(own.map(\.scopeCode) == ["iso27001"])
        try registry.setLadder(
            Ladders.Rule(
                scope: .evidence, scopeCode: "iso2701", anchor: AnchorName(.end),
                ladder: Ladder("8"), origin: .user), author: .test)
        #expect(try registry.ladders().filter { $0.origin == .user }.map(\.ladder) == [Ladder("8")])
        #expect(try temporary.store().verify().findings.isEmpty)
    }

    @Test func `the number of a calendar's event grows when its customer is renamed`() throws {
        try registry.addCustomer(code("amce"), Form(["name": "Acme"]), author: .test)
        for name in ["Acme Inc", "Acme Inc."] {
            try registry.editCustomer(code("amce"), Form(["name": name]), author: .test)
        }
        _ = try registry.addAgreement(
            code("nda"), code("nda"), with: code("amce"),
            Form(["executed_on": "2026-01-10", "ends_on": "2027-01-09"]), author: .test)
        func sequence() throws -> Int? {
            try registry.calendar(asOf: nil).events.first { $0.uid.hasPrefix("agreement:nda:") }?
                .sequence
        }
        let before = try #require(try sequence())
        try rename(.customer, "amce", "acme")
        #expect(try #require(try sequence()) > before)
        let renamed = try #require(try sequence())
        try rename(.customer, "acme", "amce")
        #expect(try #require(try sequence()) > renamed)
    }

    @Test func `what was recorded in error is in no count, metric or status`() throws {
        func figures() throws -> [String] {
            let status = try registry.status(asOf: nil)
            let metrics = try registry.metrics(version: "1", asOf: nil).flatMap(\.lines)
            return status.standing.summary + status.missing.map(\.detail)
                + metrics.filter { $0.contains("iso2701") }
        }
        #expect(try figures().count == 4)
        _ = try registry.void(
            VersionReference("iso2701@1"), as: .certificate, isDryRun: false, author: .test)
        #expect(try figures() == ["0 of 0 in force"])
        let filter = EvidenceFilter()
        #expect(try registry.list(as: .certificate, asOf: nil, filter).isEmpty)
        _ = try registry.unvoid(VersionReference("iso2701@1"), as: .certificate, author: .test)
        #expect(try figures().count == 4)
    }
}
