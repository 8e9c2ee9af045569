import AttestryDomain
import AttestryTestSupport
import Testing

/// The first and the last day of each state of `rules.md` §9.
struct ActivityDayTests {
    private static let quarterly = ActivityBuilder().cadence(from: "2026-01-01", each: .quarter)

    private func state(_ builder: ActivityBuilder, _ on: String, rung: Int? = 30)
        -> ActivityVerdict.State
    {
        builder.rules(on).verdict(firstRung: rung).state
    }

    private func standing(_ builder: ActivityBuilder, _ name: String, _ on: String)
        -> Occurrence.State?
    {
        builder.rules(on).occurrence(named: name)?.state
    }

    @Test(arguments: [
        ("2025-12-31", Occurrence.State.planned), ("2026-01-01", .open), ("2026-03-31", .open),
        ("2026-04-01", .missed), ("2028-01-01", .missed),
    ])
    func `a period is planned, open from its first day to its last, and missed from the day after`(
        on: String, expected: Occurrence.State
    ) {
        #expect(standing(Self.quarterly, "2026-Q1", on) == expected)
    }

    @Test func `what is done on the last day is in time, and what is done the day after is late`() {
        let intime = Self.quarterly.done("2026-03-31")
        #expect(standing(intime, "2026-Q1", "2026-03-30") == .open)
        #expect(standing(intime, "2026-Q1", "2026-03-31") == .done)
        let late = Self.quarterly.done("2026-04-01", of: "2026-Q1")
        #expect(standing(late, "2026-Q1", "2026-03-31") == .open)
        #expect(standing(late, "2026-Q1", "2026-04-01") == .doneLate)
    }

    @Test func `a missed one is not healed by the next, only by a record of its own`() {
        let next = Self.quarterly.done("2026-04-10")
        #expect(standing(next, "2026-Q1", "2026-05-01") == .missed)
        #expect(standing(next, "2026-Q2", "2026-05-01") == .done)
        let made = next.done("2026-05-01", .partial, of: "2026-Q1")
        #expect(standing(made, "2026-Q1", "2026-04-30") == .missed)
        #expect(standing(made, "2026-Q1", "2026-05-01") == .doneLate)
        #expect(made.rules("2026-06-01").occurrence(named: "2026-Q1")?.daysLate == 31)
    }

    @Test func `a failed one is to be done again, and missed where nobody did`() {
        let failed = Self.quarterly.done("2026-02-01", .fail)
        #expect(standing(failed, "2026-Q1", "2026-01-31") == .open)
        #expect(standing(failed, "2026-Q1", "2026-02-01") == .failed)
        #expect(standing(failed, "2026-Q1", "2026-04-01") == .missed)
        #expect(state(failed, "2026-02-01") == .due)
        #expect(standing(failed.done("2026-02-02"), "2026-Q1", "2026-02-02") == .done)
    }

    @Test func `a waiver counts from its day on, and an extra record for nothing`() {
        let waived = Self.quarterly.waived("2026-Q1", on: "2026-04-10")
        #expect(standing(waived, "2026-Q1", "2026-04-09") == .missed)
        #expect(standing(waived, "2026-Q1", "2026-04-10") == .waived)
        let extra = Self.quarterly.done("2026-02-01", extra: true)
        #expect(standing(extra, "2026-Q1", "2026-02-01") == .open)
        #expect(extra.rules("2026-02-01").verdict(firstRung: 30).state == .neverDone)
    }

    @Test(arguments: [
        ("2026-02-28", ActivityVerdict.State.neverDone), ("2026-03-01", .due), ("2026-03-31", .due),
        ("2026-04-01", .overdue), ("2027-04-01", .overdue),
    ])
    func `it is due from the first rung to the last day, and overdue from the day after`(
        on: String, expected: ActivityVerdict.State
    ) {
        #expect(state(Self.quarterly, on) == expected)
    }

    @Test func `what was missed makes it overdue for twelve months, and never kept by itself`() {
        let once = ActivityBuilder().cadence(from: "2026-01-01", each: .year)
            .done("2027-06-01").done("2028-01-10")
        #expect(state(once, "2027-12-31") == .overdue)
        #expect(state(once, "2028-01-01") == .onTrack)
        #expect(!once.rules("2027-12-31").verdict(firstRung: 30).isKept)
        #expect(once.rules("2028-01-10").verdict(firstRung: 30).isKept)
    }

    @Test(arguments: [
        ("2026-04-01", ActivityVerdict.State.onTrack), ("2026-04-02", .findingOverdue),
        ("2026-04-09", .findingOverdue), ("2026-04-10", .onTrack),
    ])
    func `a finding is overdue from the day after its fix-by day until it is closed`(
        on: String, expected: ActivityVerdict.State
    ) {
        let found = ActivityBuilder().cadence(from: "2026-01-01", each: .year)
            .done("2026-02-01", fixBy: "2026-04-01", closed: "2026-04-10")
        #expect(state(found, on) == expected)
    }

    @Test func `it is kept for twelve months, or for its last period where that is longer`() {
        let yearly = ActivityBuilder().cadence(from: "2026-01-01", every: 12).done("2026-03-01")
        #expect(yearly.rules("2026-12-31").verdict(firstRung: nil).isKept)
        let long = ActivityBuilder().cadence(from: "2026-01-01", every: 36).done("2026-03-01")
        #expect(long.rules("2028-12-31").verdict(firstRung: nil).state == .onTrack)
        #expect(!long.rules("2028-12-31").verdict(firstRung: nil).isKept)
        #expect(long.rules("2031-12-31").verdict(firstRung: nil).isKept)
        #expect(!long.rules("2032-01-01").verdict(firstRung: nil).isKept)
    }

    @Test func `it counts to its last day, and what would be due later is due no more`() {
        let ended = Self.quarterly.ended("2026-05-15")
        #expect(state(ended, "2026-05-15") == .overdue)
        #expect(state(ended, "2026-05-16") == .ended)
        #expect(ended.rules("2026-05-01").occurrence(named: "2026-Q2") == nil)
        #expect(ended.rules("2026-05-16").watched(until: .distantFuture).anchors.isEmpty)
    }
}
