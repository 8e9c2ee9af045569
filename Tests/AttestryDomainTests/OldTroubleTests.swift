import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

/// What was over 84 days past when it was recorded, and still stands (`rules.md` §7).
struct OldTroubleTests {
    private let settings = Settings(
        organization: "Example", timeZone: "UTC", owner: "a@example.com",
        escalation: "b@example.com", catalogueVersion: 0)
    private let today = "2026-11-27"

    private func plans(_ evidence: EvidenceBuilder, on asked: String, past: AlertPast = AlertPast())
        throws -> [AlertPlan]
    {
        let portfolio = Portfolio(
            schemes: try Catalogue.builtInSchemes(), evidence: [evidence.built])
        let rules = AnchorRules(portfolio: portfolio, defaultOwner: settings.owner)
        return Ladders(rules: []).plans(
            of: try rules.watched(evidence.built.code, on: day(asked)), on: day(asked)
        ) { _, _ in past }
    }

    /// What a run on a day raises.
    private func raised(
        _ evidence: EvidenceBuilder, on asked: String, past: AlertPast = AlertPast()
    )
        throws -> [Alert]
    {
        try plans(evidence, on: asked, past: past)
            .flatMap { $0.notifications(on: day(asked), settings) }.map(\.about)
    }

    private func retired(recorded: String) throws -> EvidenceBuilder {
        EvidenceBuilder(try code("iso27001"))
            .version("2013", issued: "2024-04-01", expires: "2027-03-31", recorded: recorded)
    }

    @Test func `it is raised once, marked old, and says so in plain words`() throws {
        let evidence = try retired(recorded: today)
        let alert = try #require(raised(evidence, on: today).first)
        #expect(alert.isOld)
        #expect(alert.anchorOn == day("2025-10-31"))
        #expect(
            alert.text(on: day(today)).hasSuffix(
                "(old: it was long past when it was recorded), 392 days ago"))
        let past = AlertPast([alert])
        #expect(try raised(evidence, on: today, past: past).isEmpty)
        #expect(try raised(evidence, on: "2026-12-03", past: past).isEmpty)
    }

    @Test func `no rung follows it, but nobody's answer is passed on after a week`() throws {
        let evidence = try retired(recorded: today)
        let past = AlertPast(try raised(evidence, on: today))
        let later = try plans(evidence, on: "2026-12-04", past: past)
            .flatMap { $0.notifications(on: day("2026-12-04"), settings) }
        #expect(later.map(\.kind) == [.escalated])
    }

    @Test(arguments: [("2026-01-23", false), ("2026-01-24", true)])
    func `84 days back is a rung like any other, 85 are old`(recorded: String, isOld: Bool) throws {
        let alerts = try raised(retired(recorded: recorded), on: "2026-01-24")
        #expect(alerts.map(\.isOld) == [isOld])
        #expect(alerts.map(\.rung) == [-84])
    }

    @Test func `what is in force again, discontinued or renewed is no trouble any more`() throws {
        let renewed = try retired(recorded: today)
            .version("2022", issued: "2026-01-10", expires: "2029-01-09", recorded: today)
        #expect(try raised(renewed, on: today).isEmpty)
        let lifted = EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2025-02-01", expires: "2028-01-31", recorded: today)
            .event(.suspended, "2025-03-01").event(.restored, "2025-06-01")
        #expect(try raised(lifted, on: today).isEmpty)
    }

    @Test func `a stale report is one, the end of its next period is none`() throws {
        var content = VersionContent(issuedOn: day("2023-12-01"))
        (content.periodStart, content.periodEnd) = (day("2022-10-01"), day("2023-09-30"))
        content.opinion = .unqualified
        let evidence = Evidence(
            id: ID(1), code: try code("soc2"), scheme: try code("soc2-type2"),
            recordedOn: day(today),
            versions: [Version(id: ID(1), version: 1, content: content, recordedOn: day(today))])
        let rules = AnchorRules(
            portfolio: Portfolio(
                schemes: try Catalogue.builtInSchemes(), evidence: [evidence]),
            defaultOwner: settings.owner)
        let alerts = Ladders(rules: []).plans(
            of: try rules.watched(evidence.code, on: day(today)), on: day(today)
        ) { _, _ in AlertPast() }.flatMap { $0.notifications(on: day(today), settings) }
        #expect(alerts.map(\.about.anchor.kind) == [.freshUntil])
    }
}
