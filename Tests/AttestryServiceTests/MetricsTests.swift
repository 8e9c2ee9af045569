import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

struct MetricsTests {
    private let temporary: TemporaryRegistry
    private let registry: Registry

    init() throws {
        temporary = try TemporaryRegistry(on: "2026-11-23")
        registry = try temporary.open()
    }

    private func samples(on asked: String? = nil) throws -> [String] {
        try lines(of: registry, on: asked).map(Self.unlabelled)
    }

    private func lines(of registry: Registry, on asked: String? = nil) throws -> [String] {
        try registry.metrics(version: "1.2", asOf: asked.map { day($0) }).flatMap(\.lines)
            .filter { !$0.hasPrefix("#") }
    }

    /// A sample without the label that names the registry.
    private static func unlabelled(_ line: String) -> String {
        line.replacing(/,?registry="[0-9a-f]{32}"/, with: "").replacing("{,", with: "{")
            .replacing("{}", with: "")
    }

    @Test func `two registries of one organization say no series of the same name`() throws {
        let other = try TemporaryRegistry(on: "2026-11-23")
        let both = try [registry, other.open()].map { try lines(of: $0) }
        let series = both.joined().map { $0.replacing(/\ [0-9]+$/, with: "") }
        #expect(series.count > 20)
        #expect(Set(series).count == series.count)
        #expect(both[0].map(Self.unlabelled) == both[1].map(Self.unlabelled))
        let name = try #require(both[0].first?.firstMatch(of: /registry="([0-9a-f]{32})"/)).1
        #expect(both[0].allSatisfy { $0.contains("registry=\"\(name)\"") })
        temporary.turn(to: "2027-01-01")
        #expect(try lines(of: registry).allSatisfy { $0.contains("registry=\"\(name)\"") })
    }

    private func add(_ code: String, expires: String) throws {
        _ = try registry.add(
            code, scheme: "iso27001", as: .certificate, evidence: EvidenceForm(),
            version: VersionForm(
                fields: [
                    "edition": "2022", "number": code, "issuer": "B", "issued_on": "2025-03-01",
                    "expires_on": expires,
                ]), author: .test)
    }

    /// The instant in the words of a timestamp.
    private func instant(_ text: String) -> Int { Timestamp(text)?.secondsSinceEpoch ?? 0 }

    @Test func `an empty registry tells what it can`() throws {
        #expect(
            try samples() == [
                #"attestry_obligations_unmet{duty="personal_data"} 0"#,
                #"attestry_obligations_unmet{duty="phi"} 0"#,
                #"attestry_alerts_open{severity="critical"} 0"#,
                #"attestry_alerts_open{severity="info"} 0"#,
                #"attestry_alerts_open{severity="warning"} 0"#,
                #"attestry_alert_messages{state="claimed"} 0"#,
                #"attestry_alert_messages{state="failed"} 0"#,
                #"attestry_alert_messages{state="queued"} 0"#,
                "attestry_damages 0",
                "attestry_log_entries \(try registry.log(about: nil, newest: nil).count)",
                #"attestry_registry_info{organization="Example Software"} 1"#,
                #"attestry_build_info{version="1.2"} 1"#,
            ])
    }

    @Test func `a date stands as the first instant after it in the registry's zone`() throws {
        try add("iso", expires: "2027-03-27")
        let name = #"attestry_certificate_expiry_timestamp_seconds{code="iso",scheme="iso27001"}"#
        #expect(try samples().contains("\(name) \(instant("2027-03-28T00:00:00Z"))"))
        try registry.editSettings(
            organization: nil, timeZone: "Europe/Berlin", owner: nil, escalation: nil,
            author: .test)
        #expect(try samples().contains("\(name) \(instant("2027-03-27T23:00:00Z"))"))
    }

    @Test(arguments: [
        ("Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z"),
        ("Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
        ("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"),
        ("Asia/Beirut", "2021-03-28", "2021-03-27T22:00:00Z"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
        ("Pacific/Kiritimati", "2026-01-01", "2025-12-31T10:00:00Z"),
        ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"),
        ("UTC", "2026-01-01", "2026-01-01T00:00:00Z"),
    ])
    func `a day begins at its first instant, where midnight is left out or comes twice as well`(
        zone: String, date: String, expected: String
    ) throws {
        let clock = registry.clock
        let start = try clock.start(of: day(date), in: zone)
        #expect(start.description == expected)
        let before = Timestamp(secondsSinceEpoch: start.secondsSinceEpoch - 1)
        #expect(try clock.date(of: before, in: zone) < day(date))
    }

    @Test func `the next of several stands for all, and what is over or followed for nothing`()
        throws
    {
        try add("iso", expires: "2028-02-29")
        for due in ["2027-12-31", "2027-03-01"] {
            _ = try registry.addMilestone(
                code("surveillance"), due: day(due), to: version("iso"), author: .test)
        }
        try registry.addCustomer(
            code("acme"),
            Form([
                "name": "Secret", "status": "customer", "since": "2025-01-01",
                "handles_phi": "yes",
            ]), author: .test)
        for ends in ["2027-06-30", "2027-01-31", "2026-10-31"] {
            _ = try registry.addAgreement(
                nil, code("nda"), with: code("acme"),
                Form([
                    "executed_on": "2026-01-01", "effective_on": "2026-01-01",
                    "renewal": "fixed", "ends_on": ends,
                ]), author: .test)
        }
        let found = try samples()
        let due = #"attestry_milestone_due_timestamp_seconds{code="iso",kind="surveillance"}"#
        #expect(found.contains("\(due) \(instant("2027-03-02T00:00:00Z"))"))
        let end = #"attestry_agreement_end_timestamp_seconds{kind="nda"}"#
        #expect(
            found.filter { $0.hasPrefix("attestry_agreement") }
                == ["\(end) \(instant("2027-07-01T00:00:00Z"))"])
        #expect(found.contains(#"attestry_obligations_unmet{duty="phi"} 1"#))
        #expect(!found.contains { $0.contains("Secret") || $0.contains("acme") })
    }

    @Test func `alerts are counted as the list of open ones has them`() throws {
        try add("soon", expires: "2026-11-30")
        try add("later", expires: "2027-01-15")
        try add("far", expires: "2027-04-01")
        _ = try registry.runAlerts(limit: nil, author: .test)
        let found = try samples()
        for severity in ["critical", "info", "warning"] {
            #expect(found.contains("attestry_alerts_open{severity=\"\(severity)\"} 1"))
        }
        #expect(try registry.alerts(of: nil, in: [.open]).count == 3)
        #expect(
            found.contains(
                "attestry_alert_run_timestamp_seconds \(instant("2026-11-23T12:00:00Z"))"))
    }

    @Test func `the last good copy is told of where one is known`() throws {
        let made = instant("2026-11-22T01:42:00Z")
        let known = try registry.metrics(
            version: "1.2", lastBackup: Timestamp(secondsSinceEpoch: made), asOf: nil)
        let name = "attestry_backup_timestamp_seconds"
        #expect(known.flatMap(\.lines).map(Self.unlabelled).contains("\(name) \(made)"))
        #expect(try !samples().contains { $0.hasPrefix(name) })
    }

    @Test func `messages that wait and channels are told of`() throws {
        try registry.addChannel(
            Channel(id: ID(0), code: Code("ops", field: "code"), kind: .file, target: "/nowhere/a"),
            author: .test)
        try add("soon", expires: "2026-11-30")
        _ = try registry.runAlerts(limit: nil, author: .test)
        let found = try samples()
        #expect(found.contains(#"attestry_channel_enabled{channel="ops",kind="file"} 1"#))
        #expect(found.contains(#"attestry_alert_messages{state="queued"} 1"#))
    }

    @Test func `evidence out of force counts as such, what is given up not at all`() throws {
        try add("iso", expires: "2026-11-22")
        let name = #"attestry_evidence_in_force{code="iso",scheme="iso27001"}"#
        #expect(try samples(on: "2026-11-22").contains("\(name) 1"))
        #expect(try samples().contains("\(name) 0"))
        try registry.discontinue(
            code("iso"), as: .certificate, on: day("2026-11-23"), author: .test)
        #expect(try !samples().contains { $0.contains("iso") })
    }
}
