import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

struct AnchorTests {
    @Test
    func `a renewal recorded late does not hide the predecessor's date that was known in time`()
        throws
    {
        let schemes = try Catalogue.builtInSchemes()
        // Both were issued to an edition that retired on 2025-10-31; the renewal starts later.
        let evidence = EvidenceBuilder(try code("iso27001"))
            .version("2013", issued: "2023-01-01", expires: "2026-01-01", recorded: "2025-01-01")
            .version("2013", issued: "2026-09-01", expires: "2029-08-31", recorded: "2026-03-10")
            .built
        let rules = AnchorRules(
            portfolio: Portfolio(schemes: schemes, evidence: [evidence]),
            defaultOwner: "a@b.example")
        let anchors = try rules.watched(evidence.code, on: day("2026-03-15")).anchors
        let retirement = anchors.filter { $0.name.kind == .editionRetirement }
        #expect(retirement.map(\.on) == [day("2025-10-31")])
        #expect(retirement.map(\.isOld) == [false])
    }
}
