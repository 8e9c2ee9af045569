import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation
import Testing

struct AlertTimelineTests {
    private static let count = ProcessInfo.processInfo.environment["ATTESTRY_TIMELINES"] ?? "24"
    private let schemes: [String: Scheme]

    init() throws {
        schemes = Dictionary(
            uniqueKeysWithValues: try Catalogue.builtInSchemes().map { ($0.code.description, $0) })
    }

    /// What runs raise beside what the oracle says; one line a day that differs.
    private func differences(_ timeline: OracleTimeline, runsTwice: Bool = true) throws
        -> [String]
    {
        let first = try #require(timeline.days.first)
        let temporary = try TemporaryRegistry(on: first.day, owner: timeline.default_owner)
        let registry = try temporary.open()
        var differences: [String] = []
        for day in timeline.days {
            temporary.turn(to: day.day)
            for operation in day.ops { try operation.perform(in: registry, schemes: schemes) }
            guard day.run else { continue }
            let raised = try registry.runAlerts(acceptClock: false, limit: nil, author: .test)
                .raised
            let texts = raised.map { OracleTimeline.Raised($0).description }.sorted()
            let expected = day.raised.map(\.description).sorted()
            if texts != expected {
                differences.append("\(day.day): \(texts) instead of \(expected)")
            }
            guard runsTwice else { continue }
            let again = try registry.runAlerts(acceptClock: false, limit: nil, author: .test).raised
            if !again.isEmpty { differences.append("\(day.day): raised again \(again.count)") }
        }
        return differences
    }

    @Test(arguments: 0..<4)
    func `runs over three years with missed days raise what the oracle says`(part: Int) throws {
        let count = (Int(Self.count) ?? 24) / 4
        let timelines = try Oracle.values(
            "timelines.py", ["--count", "\(count)", "--seed", "\(part + 1)"],
            as: OracleTimeline.self)
        #expect(timelines.count == count)
        #expect(timelines.contains { $0.days.contains { !$0.raised.isEmpty } })
        for (index, timeline) in timelines.enumerated() {
            let differences = try differences(timeline)
            #expect(differences.isEmpty, "timeline \(index) of part \(part)")
        }
    }

    @Test func `an oracle that fires on the exact day alone is caught`() throws {
        let timelines = try Oracle.values(
            "timelines.py", ["--count", "5", "--seed", "1", "--plant", "exact-day"],
            as: OracleTimeline.self)
        let differing = try timelines.count { try !differences($0).isEmpty }
        #expect(differing == timelines.count)
    }

    @Test func `importing 300 certificates raises no storm, on the first day or over a year`()
        throws
    {
        let timelines = try Oracle.values(
            "timelines.py", ["--import-storm"], as: OracleTimeline.self)
        let timeline = try #require(timelines.first)
        #expect(timeline.days[0].ops.count == 300)
        #expect(try differences(timeline, runsTwice: false).isEmpty)
        let firstDay = timeline.days[0].raised.count
        let year = timeline.days.map(\.raised.count).reduce(0, +)
        print("figure alerts_on_first_day=\(firstDay) alerts_over_a_year=\(year)")
        #expect(firstDay == timeline.first_day_count)
        #expect(year == timeline.year_count)
        #expect(firstDay < 150)
    }
}
