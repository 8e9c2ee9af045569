import AttestryDomain
import AttestryTestSupport
import Testing

/// Evidence of schemes with any numbers, on any days: nothing traps or runs away.
struct EvidenceLimitTests {
    private static let facts = [
        "validity_months", "expiring_days", "restore_months", "suspension_months",
        "freshness_months", "next_period_months", "deprecated_months", "delisted_months",
    ]

    private static let days = [
        .distantPast, day("1900-01-01"), day("2199-12-31"), .distantFuture,
    ]

    private func scheme(_ kind: Scheme.Kind, _ number: Int, besides: String?) throws -> Scheme {
        var facts = Self.facts.filter { besides == nil || $0 == besides }.map {
            Fact(name: $0, value: "\(number)", confidence: .user, source: "s", origin: .user)
        }
        facts.append(Fact(name: "accredited", value: "yes", confidence: .user, source: "s"))
        return Scheme(code: try code("s"), title: "S", kind: kind, facts: facts, editions: [])
    }

    private func evidence(of kind: Scheme.Kind, on first: CivilDate) throws -> Evidence {
        var content = VersionContent(issuedOn: first)
        if kind == .report {
            content.opinion = .unqualified
            (content.periodStart, content.periodEnd) = (first, first)
        }
        let version = Version(
            id: ID(1), version: 1, content: content, recordedOn: first,
            events: kind == .report
                ? []
                : [
                    Event(
                        id: ID(1), kind: .suspended, occurredOn: first.adding(days: 9),
                        recordedOn: first)
                ],
            milestones: [
                Milestone(id: ID(1), kind: "surveillance", dueOn: first, recordedOn: first)
            ])
        var renewal = content
        renewal.validFrom = first.adding(days: 400)
        return Evidence(
            id: ID(1), code: try code("e"), scheme: try code("s"), recordedOn: first,
            versions: [
                version, Version(id: ID(2), version: 2, content: renewal, recordedOn: first),
            ])
    }

    @Test(arguments: Limits.numbers)
    func `evidence is judged and watched, whatever its scheme states`(number: Int) throws {
        for kind in [Scheme.Kind.certificate, .report] {
            for besides in Self.facts.map(Optional.some) + [nil] {
                let scheme = try scheme(kind, number, besides: besides)
                for first in Self.days {
                    let evidence = try evidence(of: kind, on: first)
                    let portfolio = Portfolio(schemes: [scheme], evidence: [evidence])
                    for day in Self.days { try judge(evidence, portfolio, on: day) }
                    _ = VersionRules(scheme: scheme, today: first)
                        .doubts(about: evidence.versions[0].content)
                    _ = EventRules.milestones(
                        from: first, to: .distantFuture, scheme: scheme)
                }
            }
        }
    }

    private func judge(_ evidence: Evidence, _ portfolio: Portfolio, on day: CivilDate) throws {
        let verdict = try portfolio.verdict(on: evidence.code, at: day)
        let days = [verdict.since, verdict.until, verdict.end, verdict.freshUntil]
        #expect(days.compactMap(\.self).allSatisfy(Limits.holds))
        for version in evidence.versions {
            _ = try portfolio.verdict(on: evidence.code, version: version.version, at: day)
        }
        _ = try portfolio.life(of: evidence.code, asOf: day)
        let watched = try AnchorRules(portfolio: portfolio, defaultOwner: nil)
            .watched(evidence.code, on: day)
        let ladders = Ladders(rules: [])
        for plan in ladders.plans(of: watched, on: day, past: { _, _ in AlertPast() }) {
            _ = plan.due(on: day)
            #expect(Limits.holds(plan.anchor.on))
        }
    }
}
