import AttestryDomain
import AttestryTestSupport
import Testing

struct EpochTests {
    private func epoch(lost: Int?) -> Epoch {
        Epoch(
            name: "", entries: 1, head: "", lost: lost, floor: 1,
            beganAt: Timestamp(secondsSinceEpoch: 0), recordedOn: day("2026-11-27"))
    }

    private func news(_ kind: AlertNotification.Kind, rung: Int) -> AlertNotification {
        AlertNotification(
            kind: kind,
            about: Alert(
                id: ID(1), subject: AlertSubject(.evidence, key: 1, name: "c1"), scheme: nil,
                anchor: AnchorName(.end), anchorOn: day("2026-12-04"), rung: rung, skipped: [],
                message: "c1: it ends", recipients: [], raisedOn: day("2026-11-30")),
            day: day("2026-11-30"), recipients: ["a@example.com"])
    }

    @Test(arguments: [
        (AlertNotification.Kind.raised, 7, true), (.raised, 8, true), (.raised, 6, false),
        (.escalated, 7, true), (.reminded, 6, false), (.resolved, 30, false),
    ])
    func `after the first run what was reached by the restore is in doubt, and nothing else`(
        kind: AlertNotification.Kind, rung: Int, isDoubted: Bool
    ) {
        let found = epoch(lost: 3).doubt(about: news(kind, rung: rung), isOfFirstRun: false)
        #expect(found == (isDoubted ? day("2026-11-27") : nil))
    }

    @Test func `all that the first run tells is in doubt, unless nothing was lost`() {
        let late = news(.resolved, rung: 1)
        #expect(epoch(lost: 3).doubt(about: late, isOfFirstRun: true) != nil)
        #expect(epoch(lost: nil).doubt(about: late, isOfFirstRun: true) != nil)
        #expect(epoch(lost: 0).doubt(about: late, isOfFirstRun: true) == nil)
    }

    @Test func `a doubt comes first in the words, stays on another day, and is a field`() {
        var told = news(.raised, rung: 7)
        #expect(told.json["restored_on"] == .null)
        told.restoredOn = day("2026-11-27")
        let later = told.told(on: day("2026-12-01"), to: [])
        #expect(
            later.text == "perhaps told already (restored on 2026-11-27): c1: it ends, in 3 days")
        #expect(later.json["restored_on"] == "2026-11-27")
    }
}
