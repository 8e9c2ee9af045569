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

    @Test func `a value that the scheme does not list is refused with the near miss`() throws {
        func hints(_ value: String, _ values: String?) throws -> [String?] {
            let fact = Fact(
                name: "identifier_values", value: values, confidence: .user, source: "us",
                origin: .user)
            let known = Fact(
                name: "known_identifiers", value: "level", confidence: .user, source: "us",
                origin: .user)
            let scheme = Scheme(
                code: try code("own"), title: "Own", kind: .certificate, facts: [fact, known],
                editions: [])
            var content = VersionContent(issuedOn: day("2026-01-15"))
            content.identifiers = ["level": value]
            return VersionRules(scheme: scheme, today: day("2026-11-23")).problems(content)
                .map(\.hint)
        }
        let levels = "level=One|Very high; other=X"
        for value in ["One", "Very high", "One,Very high", "One, One"] {
            #expect(try hints(value, levels).isEmpty, "\(value)")
        }
        #expect(try hints("Very hih", levels) == ["did you mean Very high?"])
        #expect(try hints("One, One\u{301}", levels) == ["did you mean One?"])
        #expect(
            try hints("anything", levels).first??.hasPrefix("give one of One, Very high") == true)
        #expect(try hints("anything", nil).isEmpty)
        #expect(try hints("anything", "other=X").isEmpty)
        for text in ["", "level", "level=", "=One", "level=One|", "level=One;", "a=b=c"] {
            #expect(FactForm.choices(text) == nil, "\(text)")
        }
    }

    @Test func `an edition past its last day of issue raises a doubt, but for a reissue`() throws {
        let schemes = try Catalogue.builtInSchemes()
        func doubts(_ scheme: String, _ edition: String, _ issued: String, isReissue: Bool = false)
            throws -> Int
        {
            let scheme = try #require(schemes.first { $0.code.description == scheme })
            var content = VersionContent(issuedOn: day(issued))
            content.edition = edition
            return VersionRules(scheme: scheme, today: day("2026-11-23"))
                .doubts(about: content, isReissue: isReissue)
                .count { $0.contains("the last day of issue") }
        }
        #expect(try doubts("iso27001", "2013", "2024-04-30") == 0)
        #expect(try doubts("iso27001", "2013", "2024-05-01") == 1)
        #expect(try doubts("iso27001", "2013", "2024-05-01", isReissue: true) == 0)
        #expect(try doubts("iso9001", "2008", "2018-09-16") == 1)
        #expect(try doubts("pci-dss", "4.0", "2025-01-01") == 1)
        #expect(try doubts("soc1-type2", "ssae16", "2017-05-01") == 1)
        #expect(try doubts("iso9001", "2015", "2026-11-01") == 0)
    }

    @Test(arguments: [
        ("iso27001", "2013", nil, "2025-10-31", 0), ("iso27001", "2013", nil, "2025-11-01", 1),
        ("iso27001", "2013", "2025-10-31", "2026-11-27", 0),
        ("iso27001", "2013", "2025-11-01", "2026-11-27", 1),
        ("iso27001", "2022", "2027-03-31", "2026-11-27", 0),
    ])
    func `an edition that has retired before the version ends raises a doubt`(
        scheme: String, edition: String, expires: String?, today: String, doubts: Int
    ) throws {
        let schemes = try Catalogue.builtInSchemes()
        let scheme = try #require(schemes.first { $0.code.description == scheme })
        var content = VersionContent(issuedOn: day("2024-04-01"))
        content.edition = edition
        content.expiresOn = expires.map { day($0) }
        let found = VersionRules(scheme: scheme, today: day(today)).doubts(about: content)
        #expect(found.count == doubts)
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
