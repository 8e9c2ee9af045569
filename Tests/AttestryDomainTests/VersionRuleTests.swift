import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

struct VersionRuleTests {
    private func doubts(_ identifiers: [String: String], under scheme: Scheme) -> [String] {
        var content = VersionContent(issuedOn: day("2026-01-15"))
        content.identifiers = identifiers
        return VersionRules(scheme: scheme, today: day("2026-11-23")).doubts(about: content)
    }

    @Test func `an identifier that has another shape than its example raises a doubt`() throws {
        let schemes = try Catalogue.builtInSchemes()
        let tisax = try #require(schemes.first { $0.code.description == "tisax" })
        for value in ["S1AB2C", "S00000", "SZZZZZ"] {
            #expect(doubts(["scope_id": value], under: tisax).isEmpty, "\(value)")
        }
        for value in ["A1AB2C", "S1AB2", "S1AB2CD", "S1ab2c", "S1AB2C-1", "S1AB2\u{301}C", ""] {
            #expect(
                doubts(["scope_id": value], under: tisax)
                    == ["scope_id '\(value)' does not look like S1AB2C"])
        }
        for value in ["A1AB2C-1", "AXYZ99-12"] {
            #expect(doubts(["assessment_id": value], under: tisax).isEmpty, "\(value)")
        }
        for value in ["A1AB2C", "A1AB2C-", "A1AB2C-x", "A1AB2C-1-2"] {
            #expect(
                doubts(["assessment_id": value], under: tisax)
                    == ["assessment_id '\(value)' does not look like A1AB2C-1"])
        }
    }

    @Test func `any scheme may give examples, and one without them raises no doubt`() throws {
        func scheme(_ facts: [Fact]) throws -> Scheme {
            Scheme(
                code: try code("own"), title: "Own", kind: .certificate, facts: facts, editions: [])
        }
        let examples = Fact(
            name: "identifier_examples", value: "badge=B12-7", confidence: .user, source: "us",
            origin: .user)
        #expect(doubts(["badge": "X1"], under: try scheme([])).isEmpty)
        #expect(doubts(["badge": "X1"], under: try scheme([examples])).count == 1)
        #expect(doubts(["badge": "B99-10", "other": "X"], under: try scheme([examples])).isEmpty)
    }

    @Test func `all that is wrong with a report's days is said`() throws {
        let schemes = try Catalogue.builtInSchemes()
        let soc2 = try #require(schemes.first { $0.code.description == "soc2-type2" })
        func fields(_ start: String?, _ end: String?, asOf: String? = nil) -> [String?] {
            var content = VersionContent(issuedOn: day("2026-01-15"))
            content.auditor = "A"
            (content.opinion, content.criteria) = (.unqualified, ["security"])
            (content.periodStart, content.periodEnd) = (start.map { day($0) }, end.map { day($0) })
            content.asOfOn = asOf.map { day($0) }
            return VersionRules(scheme: soc2, today: day("2026-11-23")).problems(content)
                .map(\.field)
        }
        #expect(fields("2025-01-01", "2025-12-31") == [])
        #expect(fields("2025-12-31", "2025-01-01") == ["period"])
        #expect(fields("2025-12-31", "2026-01-16") == ["period"])
        #expect(fields("2025-01-01", nil) == ["period_end"])
        #expect(fields(nil, "2025-12-31") == ["period_start"])
        #expect(fields(nil, nil, asOf: "2025-12-31") == ["as_of_on", "period"])
    }
}
