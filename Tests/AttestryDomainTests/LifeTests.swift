import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

struct LifeTests {
    private let schemes: [Scheme]

    init() throws {
        schemes = try Catalogue.builtInSchemes()
    }

    private func life(_ evidence: [EvidenceBuilder], on asked: String) throws -> [String] {
        let portfolio = Portfolio(schemes: schemes, evidence: evidence.map(\.built))
        return try portfolio.life(of: evidence[0].built.code, asOf: day(asked)).map {
            let standing = $0.isInForce ? "in force" : $0.state.rawValue
            return "\($0.from)..\($0.through?.description ?? "") \($0.version) \(standing)"
        }
    }

    private func suspended() throws -> EvidenceBuilder {
        EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2024-03-01", expires: "2027-02-28")
            .event(.suspended, "2025-02-01").event(.restored, "2025-05-20")
            .event(.withdrawn, "2026-04-01")
    }

    @Test func `suspended and withdrawn time is out of force, and what comes later is not known`()
        throws
    {
        #expect(
            try life([suspended()], on: "2026-11-27") == [
                "2024-03-01..2025-01-31 1 in force", "2025-02-01..2025-05-19 1 suspended",
                "2025-05-20..2026-03-31 1 in force", "2026-04-01.. 1 withdrawn",
            ])
        #expect(
            try life([suspended()], on: "2025-03-01") == [
                "2024-03-01..2025-01-31 1 in force", "2025-02-01..2027-02-28 1 suspended",
                "2027-03-01.. 1 expired",
            ])
    }

    @Test func `the time after an edition has retired is out of force, whatever was printed`()
        throws
    {
        let evidence = EvidenceBuilder(try code("iso27001"))
            .version("2013", issued: "2024-04-01", expires: "2027-03-31")
        #expect(
            try life([evidence], on: "2026-11-27") == [
                "2024-04-01..2025-10-31 1 in force", "2025-11-01.. 1 edition_retired",
            ])
    }

    @Test func `a child is out of force with its parent`() throws {
        let child = EvidenceBuilder(try code("iso27017"))
            .version("2015", issued: "2024-04-01", expires: "2027-01-31", parent: "iso27001")
        #expect(
            try life([child, suspended()], on: "2025-06-01") == [
                "2024-04-01..2025-01-31 1 in force", "2025-02-01..2025-05-19 1 parent_invalid",
                "2025-05-20..2027-01-31 1 in force", "2027-02-01.. 1 expired",
            ])
    }

    @Test func `a report lives from its issue to the last day on which it is fresh`() throws {
        let evidence = EvidenceBuilder(try code("soc2-type2"))
            .report("2023-10-01", "2024-09-30", issued: "2024-11-05")
            .report("2024-10-01", "2025-09-30", issued: "2025-11-05")
        #expect(
            try life([evidence], on: "2026-03-01") == [
                "2024-11-05..2025-09-30 1 in force", "2025-10-01..2025-11-04 1 stale",
                "2025-11-05..2026-09-30 2 in force", "2026-10-01.. 2 stale",
            ])
    }

    @Test func `every day of a life stands as the verdict of that day says`() throws {
        let child = EvidenceBuilder(try code("iso27017"))
            .version("2015", issued: "2024-04-01", expires: "2026-09-30", parent: "iso27001")
            .version("2015", issued: "2026-09-01", from: "2026-10-20", parent: "iso27001")
        let portfolio = Portfolio(
            schemes: schemes, evidence: [child.built, try suspended().built])
        let code = child.built.code
        let life = try portfolio.life(of: code, asOf: day("2031-01-01"))
        for number in day("2024-01-01").dayNumber...day("2030-12-31").dayNumber {
            let asked = CivilDate(dayNumber: number)
            let stretch = life.first { $0.from <= asked && asked <= $0.through ?? asked }
            let verdict = try portfolio.verdict(on: code, at: asked)
            #expect(stretch?.isInForce ?? false == verdict.isInForce, "\(asked)")
            #expect(stretch?.version == (verdict.since == nil ? nil : verdict.version), "\(asked)")
        }
    }
}
