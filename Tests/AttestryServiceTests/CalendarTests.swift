import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

struct CalendarTests {
    private let temporary: TemporaryRegistry
    private let registry: Registry

    init() throws {
        temporary = try TemporaryRegistry(on: "2026-11-23")
        registry = try temporary.open()
    }

    private func certificate(_ expires: String, from start: String = "2025-03-01") -> VersionForm {
        VersionForm(
            fields: [
                "edition": "2022", "number": "1 \(start)", "issuer": "B",
                "issued_on": min(start, "2026-11-01"), "valid_from": start,
                "expires_on": expires,
            ])
    }

    private func add(_ code: String, _ version: VersionForm, owner: String? = nil) throws {
        _ = try registry.add(
            code, scheme: "iso27001", as: .certificate, evidence: EvidenceForm(owner: owner),
            version: version, author: .test)
    }

    private func renew(_ code: String, _ version: VersionForm) throws {
        _ = try registry.renew(
            code, as: .certificate, evidence: EvidenceForm(), version: version, author: .test)
    }

    /// The name of each event without the registry's, and its day.
    private func days(on asked: String = "2026-11-23") throws -> [String] {
        try registry.calendar(asOf: day(asked)).events.map { event in
            "\(event.uid.split(separator: "@")[0]) \(event.on)"
        }
    }

    private func event(_ name: String) throws -> CalendarEvent? {
        try registry.calendar(asOf: nil).events.first { $0.uid.hasPrefix(name + "@") }
    }

    @Test func `calendar, feed and metrics of what was known are those of that day`() throws {
        try add("iso", certificate("2028-02-29"))
        let time = temporary.clock.now()
        func written(_ registry: Registry) throws -> [[UInt8]] {
            [
                try registry.calendar(asOf: day("2026-11-23")).bytes,
                try registry.feed(limit: 9).bytes,
                try registry.metrics(version: "1", asOf: day("2026-11-23")).bytes,
            ]
        }
        let before = try written(registry)
        temporary.turn(to: "2027-01-05")
        try renew("iso", certificate("2031-02-28", from: "2028-03-01"))
        #expect(try zip(before, written(registry)).allSatisfy { $0 != $1 })
        #expect(try written(registry.known(at: time, about: .log)) == before)
    }

    @Test func `an event keeps its name over a renewal, and its number grows`() throws {
        try add("iso", certificate("2028-02-29"), owner: "o@example.com")
        let before = try #require(try event("evidence:iso:end"))
        #expect(before.on == day("2028-02-29"))
        #expect(before.sequence == 1)
        #expect(before.changedAt.description == "2026-11-23T12:00:00Z")
        #expect(before.summary == "iso: validity ends")
        #expect(
            before.description == """
                iso (ISO/IEC 27001:2022): its validity ends on 2028-02-29
                Owner: o@example.com
                """)
        temporary.turn(to: "2027-01-05")
        try renew("iso", certificate("2031-02-28", from: "2028-03-01"))
        let after = try #require(try event("evidence:iso:end"))
        #expect(after.uid == before.uid)
        #expect(after.on == day("2031-02-28"))
        #expect(after.sequence > before.sequence)
        #expect(after.changedAt.description == "2027-01-05T12:00:00Z")
    }

    @Test func `two registries never name an event alike`() throws {
        let other = try TemporaryRegistry(on: "2026-11-24")
        try add("iso", certificate("2028-02-29"))
        _ = try other.open().add(
            "iso", scheme: "iso27001", as: .certificate, evidence: EvidenceForm(),
            version: certificate("2028-02-29"), author: .test)
        let names = try [registry, other.open()].map { try $0.calendar(asOf: nil).events[0].uid }
        #expect(names[0] != names[1])
        #expect(names.allSatisfy { $0.hasSuffix(".attestry") && $0.utf8.count == 58 })
    }

    @Test func `milestones of one kind keep their names when the first is done`() throws {
        try add("iso", certificate("2028-02-29"))
        for due in ["2027-03-01", "2027-12-31"] {
            _ = try registry.addMilestone(
                code("surveillance"), due: day(due), to: version("iso"), author: .test)
        }
        let end = "evidence:iso:end 2028-02-29"
        let second = "evidence:iso:milestone:surveillance+2 2027-12-31"
        #expect(try days() == ["evidence:iso:milestone:surveillance 2027-03-01", second, end])
        _ = try registry.finishMilestone(
            "surveillance", on: day("2026-11-20"), due: nil, of: version("iso"), author: .test)
        #expect(try days() == [second, end])
    }

    @Test func `an old end that a renewal leaves a gap after stands beside the new one`() throws {
        try add("iso", certificate("2026-12-31"))
        try renew("iso", certificate("2030-01-31", from: "2027-02-01"))
        #expect(
            try days() == ["evidence:iso:end+2 2026-12-31", "evidence:iso:end 2030-01-31"])
    }

    @Test func `what is past and not settled stays for twelve weeks`() throws {
        _ = try registry.add(
            "ce", scheme: "cyber-essentials", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(
                fields: [
                    "edition": "danzell", "number": "1", "issuer": "B", "scope": "all",
                    "issued_on": "2026-01-10",
                ]), author: .test)
        #expect(try days(on: "2027-04-04") == ["evidence:ce:end 2027-01-10"])
        #expect(try days(on: "2027-04-05").isEmpty)
        try registry.discontinue(code("ce"), as: .certificate, on: day("2026-11-23"), author: .test)
        #expect(try days().isEmpty)
    }

    @Test func `facts that hold are no days to keep in mind`() throws {
        try registry.editSettings(
            organization: nil, timeZone: nil, owner: "", escalation: nil, author: .test)
        try add("iso", certificate("2028-02-29"))
        #expect(try days() == ["evidence:iso:end 2028-02-29"])
        _ = try registry.record(
            .suspended, on: day("2026-11-01"), to: version("iso"), as: .certificate, author: .test)
        #expect(
            try days() == [
                "evidence:iso:suspension_limit 2027-05-01", "evidence:iso:end 2028-02-29",
            ])
        #expect(try event("evidence:iso:end")?.description.hasSuffix("Owner: nobody") == true)
    }

    @Test func `each term of an agreement has a deadline of its own`() throws {
        try registry.addCustomer(
            code("acme"),
            Form(["name": "Acme", "status": "customer", "since": "2025-01-01"]), author: .test)
        _ = try registry.addAgreement(
            code("a"), code("dpa"), with: code("acme"),
            Form([
                "executed_on": "2026-01-31", "effective_on": "2026-01-31", "renewal": "auto",
                "term_months": "12", "notice_days": "30",
            ]), author: .test)
        #expect(try days() == ["agreement:a:notice_deadline 2026-12-31"])
        #expect(
            try days(on: "2027-01-31") == ["agreement:a:notice_deadline+2 2027-12-31"])
        let before = try #require(try event("agreement:a:notice_deadline"))
        try registry.editCustomer(code("acme"), Form(["name": "Äcme"]), author: .test)
        let after = try #require(try event("agreement:a:notice_deadline"))
        #expect(after.sequence > before.sequence)
        #expect(after.description.contains("Äcme"))
        try registry.editCustomer(
            code("acme"), Form(["status": "former", "until": "2026-11-01"]), author: .test)
        #expect(try days().isEmpty)
    }

    @Test func `what a release, a run or another scheme adds to the log changes no event`() throws {
        try add("iso27001", certificate("2027-02-28"))
        let before = try registry.calendar(asOf: nil).bytes
        temporary.turn(to: "2026-11-30")
        _ = try registry.runAlerts(limit: nil, author: .test)
        try registry.addCustomer(code("iso27001"), Form(["name": "A"]), author: .test)
        try add("iso27001-b", certificate("2028-02-29"))
        let others = try registry.calendar(asOf: nil).events.filter {
            $0.uid.hasPrefix("evidence:iso27001:")
        }
        #expect(CalendarFile(name: "Example Software", events: others).bytes == before)
        // The log does know of the customer by the evidence's code.
        let entries = try registry.log(about: "iso27001", newest: nil)
        #expect(entries.contains { $0["table"] == "customer" })
        #expect(entries.contains { $0["table"] == "evidence" })
    }
}
