import AttestryDomain
import AttestryTestSupport

extension FirstAndLastDayTests {
    private static func soc2(_ opinion: Report.Opinion = .unqualified) throws -> EvidenceBuilder {
        EvidenceBuilder(try code("soc2-type2"))
            .report("2024-10-01", "2025-09-30", issued: "2025-11-05", opinion: opinion)
    }

    static func reportStates() throws -> [Span] {
        let report = try soc2()
        let second = report.report("2025-10-01", "2026-09-30", issued: "2026-11-10")
        return [
            Span(what: "planned", first: nil, last: "2025-11-04", world: [report]),
            Span(what: "current", first: "2025-11-05", last: "2026-07-01", world: [report]),
            Span(what: "aging", first: "2026-07-02", last: "2026-09-30", world: [report]),
            Span(what: "stale", first: "2026-10-01", last: "2026-11-09", world: [second]),
            Span(
                what: "withdrawn", first: "2026-02-01", last: nil,
                world: [report.event(.withdrawn, "2026-02-01")]),
        ]
    }

    static func reportFlags() throws -> [Span] {
        let report = try soc2()
        let gap = report.report("2025-11-01", "2026-09-30", issued: "2026-11-10")
        let closed = gap.report("2025-10-01", "2025-10-31", issued: "2026-12-01")
        return [
            Span(
                what: "opinion_qualified", first: "2025-11-05", last: nil,
                world: [try soc2(.qualified)]),
            Span(
                what: "opinion_adverse", first: "2025-11-05", last: nil,
                world: [try soc2(.adverse)]),
            Span(
                what: "opinion_disclaimer", first: "2025-11-05", last: nil,
                world: [try soc2(.disclaimer)]),
            Span(
                what: "bridged", first: "2025-12-16", last: nil,
                world: [report.letter("2025-10-01", "2025-12-15", signed: "2025-12-16")]),
            Span(
                what: "awaiting_next_report", first: "2026-10-01", last: "2026-12-29",
                world: [report]),
            Span(what: "coverage_gap", first: "2026-11-10", last: "2026-11-30", world: [closed]),
            Span(
                what: "superseded", first: "2026-11-10", last: nil, world: [gap], version: 1),
            Span(
                what: "edition_superseded", first: "2026-01-28", last: nil,
                world: [
                    EvidenceBuilder(try code("csa-star-1")).version("4.0", issued: "2025-12-01")
                ]),
        ]
    }
}
