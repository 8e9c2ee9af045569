import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

/// Each state and flag on the day before its first, on its first, on its last, and the day after.
struct FirstAndLastDayTests {
    struct Span: Sendable, CustomTestStringConvertible {
        let what: String
        let first: String?
        let last: String?
        let world: [EvidenceBuilder]
        var version: Int?
        var testDescription: String { what }
    }

    @Test(arguments: try certificateStates() + reportStates())
    func `a state holds from its first to its last day`(span: Span) throws {
        try check(span) { $0.state.rawValue == span.what }
    }

    @Test(arguments: try certificateFlags() + reportFlags())
    func `a flag holds from its first to its last day`(span: Span) throws {
        try check(span) { $0.sortedFlags.contains(span.what) }
    }

    @Test func `every state and every flag has its first and last day tested`() throws {
        let states = Set(try (Self.certificateStates() + Self.reportStates()).map(\.what))
        #expect(states == Set(Verdict.State.allCases.map(\.rawValue)))
        let flags = Set(try (Self.certificateFlags() + Self.reportFlags()).map(\.what))
        #expect(flags == Set(Verdict.Flag.allCases.map(\.rawValue)))
    }

    private func check(_ span: Span, holds: (Verdict) -> Bool) throws {
        let schemes = try Catalogue.builtInSchemes()
        func isTrue(_ asked: CivilDate) throws -> Bool {
            holds(
                try span.world.verdict(
                    on: asked.description, schemes: schemes, version: span.version))
        }
        if let first = span.first {
            #expect(try isTrue(day(first)), "first day \(first)")
            #expect(try !isTrue(day(first).dayBefore), "day before \(first)")
        }
        if let last = span.last {
            #expect(try isTrue(day(last)), "last day \(last)")
            #expect(try !isTrue(day(last).dayAfter), "day after \(last)")
        }
    }
}

extension FirstAndLastDayTests {
    private static func iso9001() throws -> EvidenceBuilder {
        EvidenceBuilder(try code("iso9001"))
            .version("2015", issued: "2024-01-01", expires: "2026-12-31")
    }

    private static func certificateStates() throws -> [Span] {
        let iso = try iso9001()
        let child = EvidenceBuilder(try code("iso27701"))
            .version("2019", issued: "2024-01-01", expires: "2026-12-31", parent: "iso27001")
        let parent = EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2024-01-01", expires: "2027-12-31")
        let retired = EvidenceBuilder(try code("iso27001"))
            .version("2013", issued: "2024-04-01", expires: "2027-03-31")
        let future = EvidenceBuilder(try code("iso9001"))
            .version("2015", issued: "2024-01-01", from: "2024-03-01", expires: "2026-12-31")
        return [
            Span(what: "planned", first: nil, last: "2024-02-29", world: [future]),
            Span(what: "none", first: nil, last: nil, world: [future.voided()]),
            Span(what: "active", first: "2024-01-01", last: "2026-10-01", world: [iso]),
            Span(what: "expiring", first: "2026-10-02", last: "2026-12-31", world: [iso]),
            Span(what: "expired", first: "2027-01-01", last: nil, world: [iso]),
            Span(
                what: "expired", first: "2027-01-01", last: "2027-02-28",
                world: [
                    iso.version(
                        "2015", issued: "2027-02-20", from: "2027-03-01", expires: "2030-02-28")
                ]),
            Span(
                what: "suspended", first: "2025-05-05", last: "2025-06-30",
                world: [iso.event(.suspended, "2025-05-05").event(.restored, "2025-07-01")]),
            Span(
                what: "withdrawn", first: "2025-05-05", last: nil,
                world: [iso.event(.withdrawn, "2025-05-05")]),
            Span(
                what: "cancelled", first: "2025-05-05", last: "2025-12-31",
                world: [
                    iso.event(.cancelled, "2025-05-05")
                        .version("2015", issued: "2026-01-01", expires: "2028-12-31")
                ]),
            Span(what: "edition_retired", first: "2025-11-01", last: nil, world: [retired]),
            Span(
                what: "parent_invalid", first: "2025-05-05", last: "2025-06-30",
                world: [
                    child,
                    parent.event(.suspended, "2025-05-05").event(.restored, "2025-07-01"),
                ]),
            Span(
                what: "surveillance_overdue", first: "2025-01-02", last: "2025-02-09",
                world: [iso.milestone("surveillance", due: "2025-01-01", done: "2025-02-10")]),
        ]
    }

    private static func certificateFlags() throws -> [Span] {
        let iso = try iso9001()
        let unprinted = EvidenceBuilder(try code("iso9001")).version("2015", issued: "2024-01-31")
        let child = EvidenceBuilder(try code("iso27017"))
            .version("2015", issued: "2024-01-01", expires: "2026-12-31", parent: "iso27001")
        let parent = EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2024-03-01", expires: "2027-02-28")
        let willow = EvidenceBuilder(try code("cyber-essentials"))
        return [
            Span(what: "edition_superseded", first: "2026-09-16", last: nil, world: [iso]),
            Span(
                what: "edition_deadline_unconfirmed", first: "2026-09-16", last: nil, world: [iso]),
            Span(
                what: "edition_not_current_at_issue", first: "2026-10-28", last: nil,
                world: [willow.version("willow", issued: "2026-10-28")]),
            Span(what: "restorable", first: "2027-01-01", last: "2027-06-30", world: [iso]),
            Span(
                what: "renewal_pending", first: "2026-11-01", last: "2026-12-31",
                world: [
                    iso.version(
                        "2015", issued: "2026-11-01", from: "2027-01-01", expires: "2029-12-31")
                ]),
            Span(what: "computed_expiry", first: "2024-01-31", last: nil, world: [unprinted]),
            Span(
                what: "printed_differs_from_computed", first: "2024-01-31", last: nil,
                world: [
                    EvidenceBuilder(try code("iso9001"))
                        .version("2015", issued: "2024-01-31", expires: "2027-02-01")
                ]),
            Span(
                what: "parent_missing", first: "2024-01-01", last: "2024-02-29",
                world: [child, parent]),
            Span(
                what: "milestone_overdue", first: "2025-01-02", last: "2025-02-09",
                world: [iso.milestone("book-auditor", due: "2025-01-01", done: "2025-02-10")]),
            Span(
                what: "superseded", first: "2026-06-01", last: nil,
                world: [iso.version("2015", issued: "2026-06-01", expires: "2029-05-31")],
                version: 1),
        ]
    }
}
