import AttestryDomain
import AttestryTestSupport
import Testing

/// Which occurrences an activity has (`rules.md` §9).
struct OccurrenceTests {
    private func names(_ builder: ActivityBuilder, _ on: String, from: String, to: String)
        -> [String]
    {
        builder.rules(on).occurrences(from: day(from), to: day(to)).map(\.occurrence.name)
    }

    @Test(arguments: [
        (ActivityCadence.Period.month, ["2026-11", "2026-12"]), (.quarter, ["2026-Q4"]),
        (.halfYear, ["2026-H2"]), (.year, ["2026"]),
    ])
    func `periods of the calendar go by their names, the running one first`(
        each: ActivityCadence.Period, expected: [String]
    ) {
        let builder = ActivityBuilder().cadence(from: "2026-11-15", each: each)
        #expect(names(builder, "2026-12-01", from: "2026-01-01", to: "2026-12-31") == expected)
        let first = builder.rules("2026-12-01").occurrence(named: expected[0])?.occurrence
        #expect(first?.startsOn == day("2026-11-15"))
        #expect(builder.rules("2026-12-01").occurrence(named: "2026-10") == nil)
    }

    @Test func `terms are counted from the first day, so that a 31st comes back`() {
        let builder = ActivityBuilder().cadence(from: "2026-01-31", every: 1)
        #expect(
            names(builder, "2026-02-01", from: "2026-01-01", to: "2026-05-30") == [
                "2026-02-27", "2026-03-30", "2026-04-29", "2026-05-30",
            ])
    }

    @Test func `a period far away is computed at once`() {
        let builder = ActivityBuilder().cadence(from: "1900-01-01", each: .month)
        #expect(names(builder, "2199-12-31", from: "2199-12-01", to: "2199-12-31") == ["2199-12"])
        #expect(builder.rules("2199-12-31").verdict(firstRung: 7).state == .overdue)
    }

    @Test func `what was over before a cadence changed keeps its own, the running one does not`() {
        let builder = ActivityBuilder().cadence(from: "2026-01-01", each: .quarter)
            .cadence(from: "2026-08-15", each: .month)
        #expect(
            names(builder, "2026-09-01", from: "2026-04-01", to: "2026-10-31")
                == ["2026-Q2", "2026-08", "2026-09", "2026-10"])
    }

    @Test func `the end of the last contract is due, and a new contract takes it back`() {
        let builder = ActivityBuilder()
            .cadence(from: "2026-01-01", on: .contractEnd, within: 30)
            .contract("acme", "2024-01-01", "2026-03-31")
        #expect(builder.rules("2026-03-31").occurrence(named: "acme") == nil)
        let due = builder.rules("2026-04-01").occurrence(named: "acme")
        #expect(due?.state == .open && due?.occurrence.dueOn == day("2026-04-30"))
        #expect(builder.rules("2026-05-01").occurrence(named: "acme")?.state == .missed)
        let back = builder.contract("acme", "2026-04-10", nil)
        #expect(back.rules("2026-04-09").occurrence(named: "acme")?.state == .open)
        #expect(back.rules("2026-04-10").occurrence(named: "acme") == nil)
        let done = back.done("2026-04-09", of: "acme")
        #expect(done.rules("2026-04-10").occurrence(named: "acme")?.state == .done)
        let unbroken = builder.contract("acme", "2026-04-01", "2026-12-31")
        #expect(unbroken.rules("2026-06-01").occurrence(named: "acme") == nil)
    }

    @Test func `a customer who leaves twice is wiped twice`() {
        let builder = ActivityBuilder()
            .cadence(from: "2026-01-01", on: .contractEnd, within: 30)
            .contract("acme", "2024-01-01", "2026-03-31").done("2026-04-09", of: "acme")
            .contract("acme", "2026-05-01", "2026-06-30")
        let states = builder.rules("2026-08-01")
            .occurrences(from: day("2026-01-01"), to: day("2026-12-31")).map(\.state)
        #expect(states == [.done, .missed])
    }

    @Test func `what happened is due as it says, and kept while none is missed`() {
        let builder = ActivityBuilder().cadence(from: "2026-01-01", on: .event)
            .opened("HR-1", on: "2026-02-01", due: "2026-02-10")
        #expect(builder.rules("2026-01-31").occurrence(named: "HR-1") == nil)
        #expect(builder.rules("2026-02-10").verdict(firstRung: 30).isKept)
        #expect(!builder.rules("2026-02-11").verdict(firstRung: 30).isKept)
        #expect(builder.rules("2028-02-11").watched(until: day("2028-02-11")).anchors.count == 1)
    }

    @Test func `what is watched is missed or waits, under the date on which it is due`() {
        let builder = ActivityBuilder().cadence(from: "2026-01-01", each: .quarter)
            .done("2026-02-01").done("2026-08-01", fixBy: "2026-09-01")
        let watched = builder.rules("2026-08-14").watched(until: day("2026-12-31"))
        #expect(
            watched.anchors.map { "\($0.name) \($0.on)" } == [
                "occurrence_due:2026-Q2 2026-06-30", "occurrence_due:2026-Q4 2026-12-31",
                "finding_due:1 2026-09-01",
            ])
    }
}
