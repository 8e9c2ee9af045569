import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

/// What a plan of the watched days says (`cli.md`, plan).
struct PlanTests {
    private let schemes: [Scheme]
    private let ladders = Ladders(
        rules: [(AnchorName.Kind.end, [365, 30]), (.milestone, [120, 0]), (.freshUntil, [0])].map {
            Ladders.Rule(
                scope: .any, scopeCode: nil, anchor: AnchorName($0), ladder: Ladder(rungs: $1),
                origin: .attestry)
        })

    init() throws { schemes = try Catalogue.builtInSchemes() }

    private func plan(_ evidence: EvidenceBuilder, _ costs: [String: String] = [:]) throws -> Plan {
        var built = evidence.built
        for index in built.versions.indices { built.versions[index].content.identifiers = costs }
        let rules = AnchorRules(
            portfolio: Portfolio(schemes: schemes, evidence: [built]), defaultOwner: "a@example.com"
        )
        return Plan(
            from: day("2026-01-01"), to: day("2028-12-31"),
            of: [try rules.watched(built.code, on: day("2026-01-01"))], ladders,
            owner: "a@example.com")
    }

    private func lines(_ plan: Plan) -> [String] {
        plan.items.map { item in
            [
                "\(item.day)", item.anchors.map(\.description).joined(separator: "+"),
                "from \(item.leadDay?.description ?? "-")", item.cost?.description ?? "-",
            ].joined(separator: " ")
        }
    }

    private func certificate() throws -> EvidenceBuilder {
        EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2025-03-01", expires: "2028-02-29")
            .milestone("surveillance", due: "2026-03-01")
    }

    @Test func `each watched day stands with the day to begin and what it costs`() throws {
        let costs = ["cost": "18000 EUR", "cost_surveillance": "6500.50 EUR"]
        let plan = try plan(certificate(), costs)
        #expect(
            lines(plan) == [
                "2026-03-01 milestone:surveillance from 2025-11-01 6500.50 EUR",
                "2028-02-29 end from 2027-03-01 18000 EUR",
            ])
        #expect(plan.months.map(\.span) == ["2026-03", "2028-02"])
        #expect(
            plan.years.map { "\($0.span) \($0.costs)" } == [
                "2026 [6500.50 EUR]", "2028 [18000 EUR]",
            ])
    }

    @Test func `an end that was renewed is not in it`() throws {
        let renewed = try certificate()
            .version("2022", issued: "2025-12-20", from: "2028-03-01", expires: "2031-02-28")
        #expect(lines(try plan(renewed)) == [])
    }

    @Test func `what falls on one day is one item and costs once`() throws {
        let report = EvidenceBuilder(try code("soc2-type2"))
            .report("2025-01-01", "2025-12-31", issued: "2026-01-01")
        #expect(
            lines(try plan(report, ["cost": "40000"]))
                == ["2026-12-31 fresh_until+next_period_end from - 40000"])
    }

    @Test func `amounts of two currencies are never added`() throws {
        let twice = try certificate().milestone("recertification", due: "2026-03-01")
        let costs = ["cost_surveillance": "1 EUR", "cost_recertification": "2 USD"]
        let plan = try plan(twice, costs)
        #expect(plan.items.count == 3)
        #expect(plan.years.first?.costs.map(\.description) == ["1 EUR", "2 USD"])
    }

    @Test(arguments: [
        ("12000", "12000"), ("4500.50 EUR", "4500.50 EUR"), ("0.05", "0.05"), ("7.00 USD", "7 USD"),
    ])
    func `an amount reads as it was given`(text: String, expected: String) throws {
        #expect(try Cost(text, field: "cost").description == expected)
    }

    @Test(arguments: [
        "", "12,000", "12k", "€ 5", "5 eur", "5 EURO", "-5", "5.5", "5.", ".50", "1 EUR x",
        "1234567890123", "１２",
    ])
    func `what is no amount is refused`(text: String) {
        #expect(throws: RegistryError.self) { try Cost(text, field: "cost") }
    }

    @Test func `a cost may be given for any scheme, and for a milestone that it knows`() throws {
        let scheme = try #require(schemes.first { $0.code.description == "iso27001" })
        func wrong(_ name: String, _ value: String) -> [String] {
            var content = VersionContent(issuedOn: day("2025-03-01"))
            (content.edition, content.identifiers) = ("2022", [name: value])
            return VersionRules(scheme: scheme, today: day("2026-01-01")).problems(content)
                .map { $0.message { $0 } }
        }
        #expect(wrong("cost", "18000 EUR") == [])
        #expect(wrong("cost_surveillance", "18000") == [])
        #expect(wrong("cost_surveilance", "1") == ["iso27001 has no identifier 'cost_surveilance'"])
        #expect(wrong("cost", "much") == ["cost: 'much' is not valid"])
    }
}
