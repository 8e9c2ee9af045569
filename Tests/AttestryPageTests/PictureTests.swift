import AttestryDomain
import AttestryPage
import AttestryService
import AttestryTestSupport
import Testing

struct PictureTests {
    private let schemes: [Scheme]

    init() throws {
        schemes = try Catalogue.builtInSchemes()
    }

    private func portfolio(_ evidence: [EvidenceBuilder]) -> Portfolio {
        Portfolio(schemes: schemes, evidence: evidence.map(\.built))
    }

    private func picture(of evidence: [EvidenceBuilder], on asked: String) throws -> [UInt8] {
        let life = try portfolio(evidence).lives(of: [evidence[0].built.code], on: day(asked))[0]
        return try LifePicture(life, on: day(asked)).bytes
    }

    private func certificate() throws -> EvidenceBuilder {
        EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2022-03-01", expires: "2025-02-28")
            .version("2022", issued: "2025-04-10", expires: "2028-02-29")
            .event(.suspended, "2026-01-15").event(.restored, "2026-05-20")
    }

    private func report() throws -> EvidenceBuilder {
        EvidenceBuilder(try code("soc2-type2"))
            .report("2023-10-01", "2024-09-30", issued: "2024-11-05")
            .letter("2024-10-01", "2024-12-31", signed: "2025-01-03")
            .report("2024-11-01", "2025-09-30", issued: "2025-11-05", opinion: .adverse)
    }

    private func child() throws -> EvidenceBuilder {
        EvidenceBuilder(try code("iso27017"))
            .version("2015", issued: "2024-04-01", expires: "2027-01-31", parent: "iso27001")
    }

    @Test func `every day of a span is as the verdict of that day, and no other day has one`()
        throws
    {
        let families = try [[certificate()], [report()], [child(), certificate()]]
        for family in families {
            let code = family[0].built.code
            let spans = DrawnSpan.all(in: try picture(of: family, on: "2026-11-27"))
            #expect(spans.count > 3)
            for number in day("2020-01-01").dayNumber...day("2029-12-31").dayNumber {
                let asked = CivilDate(dayNumber: number)
                let verdict = try portfolio(family).verdict(on: code, at: asked)
                let found = spans.filter { $0.contains(asked) }
                guard verdict.since != nil else {
                    #expect(found.isEmpty, "\(code) on \(asked)")
                    continue
                }
                #expect(
                    found.map(\.state) == [
                        verdict.isInForce ? "in_force" : verdict.state.rawValue
                    ], "\(code) on \(asked)")
                #expect(found.map(\.version) == [verdict.version.map { "\($0)" }])
            }
        }
    }

    @Test func `a stretch is cut at the day asked about, and what lies ahead is drawn apart`()
        throws
    {
        let text = String(
            decoding: try picture(of: [certificate()], on: "2026-11-27"), as: UTF8.self)
        #expect(text.contains(#"class="force" data-state="in_force" data-from="2026-05-20""#))
        #expect(text.contains(#"data-to="2026-11-27""#))
        #expect(
            text.contains(#"class="force ahead" data-state="in_force" data-from="2026-11-28""#))
    }

    @Test func `periods, the gap between them and the bridge letter have a line of their own`()
        throws
    {
        let text = String(decoding: try picture(of: [report()], on: "2026-11-27"), as: UTF8.self)
        for mark in [
            #"data-track="covered" data-from="2023-10-01" data-to="2024-09-30""#,
            #"data-track="gap" data-from="2024-10-01" data-to="2024-10-31""#,
            #"data-track="bridge" data-from="2024-10-01" data-to="2024-12-31""#,
        ] {
            #expect(text.contains(mark), "\(mark)")
        }
    }

    @Test func `what was issued later than the day asked about is not drawn`() throws {
        let spans = DrawnSpan.all(in: try picture(of: [certificate()], on: "2024-06-01"))
        #expect(spans.map(\.version) == ["1", "1", "1"])
    }
}
