import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

/// What `check` and the head of `status` say (`rules.md` §7, `check`).
struct ConcernTests {
    private let schemes: [Scheme]

    init() throws { schemes = try Catalogue.builtInSchemes() }

    private func said(_ watched: Watched, on asked: String, silent: Bool = false) throws
        -> [String]
    {
        try ConcernRules(day: day(asked)).concerns(about: watched) { _ in silent }.byUrgency.map {
            [$0.severity.rawValue, "\($0.rule)", $0.on?.description ?? "-"].joined(separator: " ")
        }
    }

    private func said(_ evidence: EvidenceBuilder, on asked: String, silent: Bool = false) throws
        -> [String]
    {
        let rules = AnchorRules(
            portfolio: Portfolio(schemes: schemes, evidence: [evidence.built]),
            defaultOwner: "all@example.com")
        return try said(
            rules.watched(evidence.built.code, on: day(asked)), on: asked, silent: silent)
    }

    @Test func `an end is said once, from the days of a warning on`() throws {
        let iso = EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2024-03-01", expires: "2027-02-28")
        #expect(try said(iso, on: "2026-12-29").isEmpty)
        #expect(try said(iso, on: "2026-12-30") == ["warning until 2027-02-28"])
        #expect(try said(iso, on: "2027-02-14") == ["critical until 2027-02-28"])
        #expect(try said(iso, on: "2027-03-01") == ["critical expired 2027-03-01"])
    }

    @Test func `a milestone is a warning within the days, also where the end is near`() throws {
        let iso = EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2025-03-01", expires: "2028-02-29")
            .milestone("surveillance", due: "2026-11-28")
            .milestone("internal_audit", due: "2026-12-05")
        let both = ["warning milestone 2026-11-28", "warning milestone 2026-12-05"]
        #expect(try said(iso, on: "2026-11-27") == both)
        #expect(try said(iso, on: "2026-11-27", silent: true).isEmpty)
        #expect(
            try said(iso, on: "2026-11-29") == [
                "warning milestone 2026-12-05", "warning surveillance_overdue 2026-11-29",
            ])
    }

    @Test(
        arguments: [
            (.unqualified, []), (.qualified, ["warning opinion_qualified -"]),
            (.adverse, ["critical opinion_adverse -"]),
            (.disclaimer, ["critical opinion_disclaimer -"]),
        ] as [(Report.Opinion, [String])])
    func `an opinion other than unqualified is said`(opinion: Report.Opinion, wanted: [String])
        throws
    {
        let soc2 = EvidenceBuilder(try code("soc2-type2"))
            .report("2025-10-01", "2026-09-30", issued: "2026-11-02", opinion: opinion)
        #expect(try said(soc2, on: "2026-11-27") == wanted)
    }

    @Test func `a bridge letter is a warning from its signature to its last day`() throws {
        let soc2 = EvidenceBuilder(try code("soc2-type2"))
            .report("2025-10-01", "2026-09-30", issued: "2026-11-02")
            .letter("2026-10-01", "2026-12-10", signed: "2026-12-10")
        #expect(try said(soc2, on: "2026-12-09").isEmpty)
        #expect(try said(soc2, on: "2026-12-10") == ["warning bridged 2026-12-10"])
        #expect(try said(soc2, on: "2026-12-11").isEmpty)
    }

    @Test func `a parent that is missing where one is required is said once`() throws {
        let cloud = EvidenceBuilder(try code("iso27017"))
            .version("2015", issued: "2025-03-01", expires: "2028-02-29")
        #expect(try said(cloud, on: "2026-11-27") == ["critical parent_invalid 2025-03-01"])
    }

    private func agreement(
        _ kind: AgreementKind, _ renewal: AgreementTerms.Renewal,
        _ change: (inout AgreementTerms) -> Void
    ) throws -> Agreement {
        var terms = AgreementTerms()
        (terms.effectiveOn, terms.renewal) = (day("2025-01-01"), renewal)
        change(&terms)
        return Agreement(
            id: ID(1), code: try code("acme-\(kind.code)"), customer: try code("acme"),
            kind: kind, terms: terms, recordedOn: day("2025-01-01"),
            events: [
                AgreementEvent(
                    id: ID(1), kind: .executed, occurredOn: day("2025-01-01"),
                    recordedOn: day("2025-01-01"))
            ])
    }

    private func said(_ agreement: Agreement, phi: Bool = true, on asked: String) throws
        -> [String]
    {
        let acme = Customer(
            id: ID(1), code: try code("acme"), name: "Acme", handlesPHI: phi,
            recordedOn: day("2025-01-01"),
            contracts: [
                Contract(
                    id: ID(1), sinceOn: day("2025-01-01"), untilOn: nil,
                    recordedOn: day("2025-01-01"))
            ])
        let rules = CustomerRules(acme, agreements: [agreement])
        return try said(rules.watched(agreement, on: day(asked)), on: asked)
    }

    @Test func `an agreement that ends is critical where an obligation is unmet then`() throws {
        let ends: (inout AgreementTerms) -> Void = { $0.endsOn = day("2026-11-28") }
        let nda = try agreement(
            AgreementKind(code: code("nda"), title: "NDA", countsAsNDA: true), .fixed, ends)
        let baa = try agreement(
            AgreementKind(code: code("baa"), title: "BAA", satisfies: .phi), .fixed, ends)
        #expect(try said(nda, on: "2026-09-28").isEmpty)
        #expect(try said(nda, on: "2026-11-27") == ["warning agreement_end 2026-11-28"])
        #expect(try said(baa, on: "2026-10-01") == ["warning agreement_end 2026-11-28"])
        #expect(try said(baa, on: "2026-11-27") == ["critical agreement_end 2026-11-28"])
        #expect(
            try said(baa, phi: false, on: "2026-11-27") == ["warning agreement_end 2026-11-28"])
        #expect(try said(nda, on: "2026-11-29").isEmpty)
    }

    @Test func `the last day for notice is a warning`() throws {
        let baa = try agreement(
            AgreementKind(code: code("baa"), title: "BAA", satisfies: .phi), .auto
        ) { ($0.termMonths, $0.noticeDays) = (12, 30) }
        #expect(try said(baa, on: "2026-11-27") == ["warning notice_deadline 2026-12-01"])
        #expect(try said(baa, on: "2026-12-02").isEmpty)
    }
}
