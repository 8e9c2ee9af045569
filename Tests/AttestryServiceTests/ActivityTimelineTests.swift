import AttestryTestSupport
import Foundation
import Testing

/// What is told of activities (`rules.md` §7, §9), beside an oracle in Python that shares no code
/// with it.
struct ActivityTimelineTests {
    private static let count = ProcessInfo.processInfo.environment["ATTESTRY_TIMELINES"] ?? "6"

    @Test(arguments: 0..<2)
    func `runs tell of activities what the oracle says, once, over random histories`(part: Int)
        throws
    {
        let count = (Int(Self.count) ?? 6) / 2
        let timelines = try Oracle.values(
            "activity_timelines.py", ["--count", "\(count)", "--seed", "\(part + 1)"],
            as: OracleTimeline.self)
        #expect(timelines.count == count)
        var told = 0
        for (index, timeline) in timelines.enumerated() {
            let differences = try timeline.differences(runsTwice: true)
            #expect(differences.isEmpty, "timeline \(index) of part \(part)")
            told += timeline.days.map(\.raised.count).reduce(0, +)
        }
        let runs = timelines.flatMap(\.days).count(where: \.run)
        let resolved = timelines.flatMap(\.days).compactMap(\.resolved).joined().count
        print(
            "figure activity_timelines=\(count) runs=\(runs) raised=\(told) resolved=\(resolved)")
        #expect(told > 0 && resolved > 0)
    }

    @Test func `an error planted in what the oracle tells of activities is caught`() throws {
        for plant in try Oracle.plants("activity_timelines.py", of: 13..., atMost: 4) {
            let timelines = try Oracle.values(
                "activity_timelines.py", ["--count", "8", "--seed", "3", "--plant", plant],
                as: OracleTimeline.self)
            let isCaught = try timelines.contains { try !$0.differences().isEmpty }
            #expect(isCaught, "\(plant) went unnoticed")
        }
    }
}
