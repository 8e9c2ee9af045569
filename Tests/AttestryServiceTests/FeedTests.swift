import AttestryDomain
import AttestryService
import AttestryStorage
import AttestryTestSupport
import Testing

struct FeedTests {
    private let temporary: TemporaryRegistry
    private let registry: Registry

    init() throws {
        temporary = try TemporaryRegistry(on: "2026-11-23")
        registry = try temporary.open()
        temporary.turn(to: "2026-11-24")
    }

    private func add(_ code: String, author: Author = .test) throws {
        _ = try registry.add(
            code, scheme: "iso27001", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(
                fields: [
                    "edition": "2022", "number": code, "issuer": "B", "issued_on": "2025-03-01",
                    "expires_on": "2026-12-01",
                ]), author: author)
    }

    @Test func `each use case is an entry, told as its history tells it`() throws {
        try add("iso", author: Author(actor: "root", onBehalfOf: "José", reason: "audit passed"))
        temporary.turn(to: "2026-11-25")
        _ = try registry.edit(
            "iso", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(fields: ["expires_on": "2026-12-02"]), author: .test)
        let feed = try registry.feed(limit: 100)
        #expect(
            feed.entries.map(\.title) == ["certificate.edit iso@1", "certificate.add iso", "init"])
        #expect(feed.title == "Attestry: Example Software")
        #expect(feed.updated.description == "2026-11-25T12:00:00Z")
        #expect(
            feed.entries[0].content == """
                reason: a test
                version iso@1: expires_on=2026-12-02
                """)
        #expect(feed.entries[1].author == "root on behalf of José")
        #expect(
            feed.entries[1].content == """
                reason: audit passed
                evidence iso: code=iso
                version iso@1: expires_on=2026-12-01 issued_on=2025-03-01 issuer=B number=iso \
                version=1
                """)
    }

    @Test func `an entry keeps its name, and the number of entries can be limited`() throws {
        try add("iso")
        let before = try registry.feed(limit: 100)
        temporary.turn(to: "2026-11-26")
        try add("iso-b")
        let after = try registry.feed(limit: 100)
        #expect(Array(after.entries.dropFirst()) == before.entries)
        #expect(Set(after.entries.map(\.id)).count == 3)
        #expect(try registry.feed(limit: 1).entries == [after.entries[0]])
        #expect(after.id == before.id)
        #expect(after.entries.last?.id.hasSuffix(".attestry,2026-11-23:1") == true)
        #expect(try registry.feed(limit: 100).bytes == after.bytes)
    }

    @Test func `a run of the alerts is told only where it raised something`() throws {
        _ = try registry.runAlerts(limit: nil, author: .test)
        #expect(try registry.feed(limit: 9).entries.map(\.title) == ["init"])
        temporary.turn(to: "2026-11-25")
        try add("iso")
        _ = try registry.runAlerts(limit: nil, author: .test)
        temporary.turn(to: "2026-11-26")
        _ = try registry.runAlerts(limit: nil, author: .test)
        let feed = try registry.feed(limit: 2)
        #expect(feed.entries.map(\.title) == ["alert.run iso", "certificate.add iso"])
        #expect(feed.entries[0].content.contains("message=iso (ISO/IEC 27001:2022)"))
        #expect(!feed.entries[0].content.contains("alert_run"))
    }

    @Test func `what the program's catalogue brings is counted, not listed`() throws {
        let content = try registry.feed(limit: 9).entries[0].content
        let lines = content.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("registry: "))
        #expect(lines[2].hasPrefix("rows of the program's catalogue: agreement_kind "))
    }

    @Test(arguments: [
        (30, "27 more", 10), (249, "246 more", 229), (250, "247 more", 230), (270, "267 more", 250),
        (271, "more", 251),
        (999, "more", 979),
    ])
    func `very many rows are told of in part`(count: Int, more: String, untold: Int) throws {
        let before = try registry.feed(limit: 1).entries
        let change = Change(
            time: registry.clock.now(), actor: "tester", onBehalfOf: nil, action: "product.add",
            reason: "many at once")
        try registry.store.write(change) { transaction in
            for number in 0..<count {
                try transaction.insert(Product(code: code("p\(number)"), name: "p\(number)"))
            }
        }
        let feed = try registry.feed(limit: 2)
        #expect(feed.entries[0].title == "product.add p0, p1, p10 and \(more)")
        let lines = feed.entries[0].content.split(separator: "\n")
        #expect(lines.count == 22)
        #expect(lines[1] == "product p0: code=p0 name=p0")
        #expect(lines[20] == "product p19: code=p19 name=p19")
        #expect(lines[21] == "and \(untold) more")
        #expect(Array(feed.entries.dropFirst()) == before)
    }
}
