import AttestryDomain
import AttestryService
import AttestryStorage
import AttestryTestSupport
import Testing

/// What is left out of the records of activities decides nothing: `status`, the alerts and the list
/// say the same without it.
struct DecidingRecordsTests {
    private let temporary: TemporaryRegistry
    private let days: [CivilDate]

    init() throws {
        let cases = try Oracle.values(
            "activities.py", ["--count", "24", "--seed", "77"], as: OracleActivityCase.self
        ).filter(\.isWithoutContracts)
        days = cases.prefix(8).map { day($0.on) }
        temporary = try TemporaryRegistry(on: "2026-11-23")
        let change = Change(
            time: temporary.clock.now(), actor: "test", onBehalfOf: nil, action: "test",
            reason: nil)
        try temporary.store().write(change) { transaction in
            for (index, item) in cases.enumerated() {
                var activity = item.activity
                // Where a record names its occurrence all of them are read.
                if index % 2 == 0 { activity.events.removeAll { $0.occurrence != nil } }
                try transaction.insert(activity, as: Code("a\(index)", field: "code"))
            }
        }
    }

    @Test func `what is watched is the same without the records that decide nothing`() throws {
        var left = 0
        for asked in days {
            try temporary.store().read { reading in
                let keys = Set(try reading.activityKeys())
                let pairs = zip(
                    try reading.activities(keys), try reading.activities(keys, deciding: asked))
                for (whole, part) in pairs {
                    left += whole.events.count - part.events.count
                    let expected = watched(whole, on: asked)
                    let found = watched(part, on: asked)
                    #expect(found.anchors == expected.anchors, "\(whole.code) on \(asked)")
                    #expect(found.isInForce == expected.isInForce, "\(whole.code) on \(asked)")
                }
            }
        }
        #expect(left > 0)
    }

    @Test func `a list says of each activity what a show of it says`() throws {
        let registry = try temporary.open()
        for asked in days {
            var list: [ActivityDocument] = []
            try registry.eachActivity(ActivityFilter(), asOf: asked) { list.append($0) }
            #expect(!list.isEmpty)
            for listed in list {
                let shown = try registry.activity(listed.activity.code, report: nil, asOf: asked)
                #expect(listed.verdict == shown.verdict, "\(listed.activity.code) on \(asked)")
                #expect(listed.next == shown.next, "\(listed.activity.code) on \(asked)")
                #expect(listed.openFindings.count == shown.openFindings.count)
            }
        }
    }

    @Test func `an error planted in which records decide is caught`() throws {
        // As if nothing before the last 12 months decided anything.
        let differing = try days.count { asked in
            try temporary.store().read { reading in
                try reading.activities(Set(try reading.activityKeys())).contains { whole in
                    var part = whole
                    part.events.removeAll { $0.occurredOn < asked.subtracting(months: 12) }
                    return watched(part, on: asked).anchors != watched(whole, on: asked).anchors
                }
            }
        }
        #expect(differing > 0)
    }

    private func watched(_ activity: Activity, on day: CivilDate) -> Watched {
        ActivityRules(activity, on: day).watched(until: day.adding(months: 12))
    }
}

extension WriteTransaction {
    /// Writes an activity with all that belongs to it, under another code.
    fileprivate func insert(_ built: Activity, as code: Code) throws {
        var activity = Activity(
            id: ID(0), code: code, title: "Control", recordedOn: day("2026-01-01"))
        activity.endedOn = built.endedOn
        let key = try insert(activity)
        for cadence in built.cadences { try put(cadence, of: key, code) }
        for var event in built.events {
            if event.kind == .waived { event.approvedBy = "somebody" }
            let record = try insert(event, of: key, code, customer: nil)
            for finding in event.findings { try insert(finding, of: record, code) }
        }
    }
}
