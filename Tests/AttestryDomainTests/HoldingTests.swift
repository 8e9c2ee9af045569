import AttestryDomain
import AttestryTestSupport
import Testing

struct HoldingTests {
    private func row(
        _ id: Int64, on released: String, contact: Int64? = 11, version: Int64 = 1,
        _ events: [(DistributionEvent.Kind, String)] = []
    ) -> Handover {
        Handover(
            id: ID(id), releasedOn: day(released), outcome: .released, customer: ID(1),
            contact: contact.map { ID($0) }, version: ID(version),
            events: events.enumerated().map { index, event in
                DistributionEvent(
                    id: ID(100 * id + Int64(index)), kind: event.0, occurredOn: day(event.1),
                    recordedOn: day(event.1))
            })
    }

    private func holdings(_ rows: [Handover], on asked: String) -> [[Int64]] {
        HolderRules(rows, succession: [ID(1), ID(2)]).holdings(of: ID(1), on: day(asked))
            .map { [$0.lead.id.rawValue] + $0.copies.map(\.id.rawValue) }
    }

    @Test func `several copies with one person are one holding, the company's is another`() {
        let rows = [
            row(1, on: "2026-01-01"), row(2, on: "2026-02-01"),
            row(3, on: "2026-02-01", contact: nil),
        ]
        #expect(holdings(rows, on: "2026-01-15") == [[1, 1]])
        #expect(holdings(rows, on: "2026-02-01") == [[1, 1, 2], [3, 3]])
    }

    @Test func `a holding goes by the copy that was recalled first`() {
        let rows = [
            row(1, on: "2026-01-01"), row(2, on: "2026-01-01", [(.recalled, "2026-03-01")]),
        ]
        #expect(holdings(rows, on: "2026-02-28") == [[1, 1, 2]])
        #expect(holdings(rows, on: "2026-03-01") == [[2, 1, 2]])
    }

    @Test func `a voided release holds nothing on any day, and takes nobody's place`() {
        let voided = row(1, on: "2026-01-01", [(.voided, "2026-03-01")])
        #expect(holdings([voided], on: "2026-01-15").isEmpty)
        let newer = row(3, on: "2026-02-01", version: 2, [(.voided, "2026-03-01")])
        #expect(holdings([row(2, on: "2026-01-01"), newer], on: "2026-04-01") == [[2, 2]])
    }

    @Test func `a recall of several copies is watched once, and none of a voided one is`() throws {
        let rows = [
            row(1, on: "2026-01-01", [(.recalled, "2026-03-01")]),
            row(2, on: "2026-02-01", [(.recalled, "2026-03-01")]),
        ]
        let asked = day("2026-03-02")
        let holding = try #require(
            HolderRules(rows, succession: [ID(1)]).holdings(of: ID(1), on: asked).first)
        func watched(_ row: Handover, _ holding: Holding?) throws -> Watched {
            row.watched(
                on: asked, accessEndsOn: day("2026-03-05"), recordedOn: day("2026-01-01"),
                version: try VersionReference("soc2@1"), owner: nil, recipient: ["acme"],
                holding: holding)
        }
        #expect(holding.lead.id == ID(1))
        let once = try watched(rows[0], holding)
        #expect(once.anchors.map(\.name.kind) == [.accessEnd, .recall])
        #expect(once.title == "distribution 1 (soc2@1 to acme, 2 copies)")
        let voided = row(3, on: "2026-01-01", [(.voided, "2026-03-01")])
        #expect(try watched(voided, nil).anchors.isEmpty)
    }

    @Test func `a copy's file is named by its identifier and its customer`() {
        func name(_ document: String) -> String {
            CopyMark(
                customer: ("Acme", "acme.b-v"), person: nil, day: day("2026-01-01"),
                version: "soc2@1", copyID: "51KF5C-HBGKP6"
            ).fileName(like: document)
        }
        #expect(name("SOC 2 (final).PDF") == "51KF5C-HBGKP6-acme.b-v.PDF")
        for document in ["report", ".pdf", "a.", "a.p/f", "a.ünï", "a.longer-than-8", ""] {
            #expect(name(document) == "51KF5C-HBGKP6-acme.b-v", "\(document)")
        }
        #expect(CopyMark.copyID(inFileName: name("a.pdf")) == "51KF5C-HBGKP6")
    }

    @Test func `a row of the ledger is named by a number or by a copy, and by nothing else`() throws
    {
        #expect(try DistributionName("12") == .number(ID(12)))
        #expect(try DistributionName("51kf5c-hbgkp6") == .copy("51KF5C-HBGKP6"))
        for text in ["", "0", "-1", "twelve", "51KF5C", "51KF5CHBGKP6-"] {
            #expect(throws: RegistryError.self) { try DistributionName(text) }
        }
    }
}
