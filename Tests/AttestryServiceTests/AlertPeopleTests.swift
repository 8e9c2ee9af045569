import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation
import Testing

struct AlertPeopleTests {
    private static let count = ProcessInfo.processInfo.environment["ATTESTRY_TIMELINES"] ?? "8"
    private let schemes: [String: Scheme]

    init() throws {
        schemes = Dictionary(
            uniqueKeysWithValues: try Catalogue.builtInSchemes().map { ($0.code.description, $0) })
    }

    @Test(arguments: 0..<2)
    func `answers, snoozes and escalations are told and mailed as the oracle says`(part: Int) throws
    {
        let count = (Int(Self.count) ?? 16) / 2
        let timelines = try Oracle.values(
            "timelines.py", ["--people", "--count", "\(count)", "--seed", "\(part + 1)"],
            as: OracleTimeline.self)
        #expect(timelines.count == count)
        #expect(timelines.contains { $0.days.contains { !($0.escalated ?? []).isEmpty } })
        #expect(timelines.contains { $0.days.contains { !($0.reminded ?? []).isEmpty } })
        for (index, timeline) in timelines.enumerated() {
            let differences = try timeline.differences(schemes)
            #expect(differences.isEmpty, "timeline \(index) of part \(part)")
        }
    }

    /// Two that are far apart, one of them with summer time, for a year; where the long tests run
    /// more of them, for three.
    private static let zones =
        ["Pacific/Kiritimati", "America/New_York"]
        + (Oracle.isLong ? ["Pacific/Apia", "Europe/Berlin", "Asia/Kolkata", "UTC"] : [])

    private static let days = Oracle.isLong ? 3 * 365 + 1 : 366

    @Test(arguments: zones)
    func `on every day of years, in its first and last seconds, a zone has its own day`(
        zone: String
    ) throws {
        let timelines = try Oracle.values(
            "timelines.py",
            ["--people", "--count", "1", "--seed", "7", "--zone", zone, "--days", "\(Self.days)"],
            as: OracleTimeline.self)
        let timeline = try #require(timelines.first)
        #expect(timeline.days.count(where: \.run) == Self.days)
        let differences = try timeline.differences(schemes, zone: zone)
        #expect(differences.isEmpty)
    }

    @Test func `a registry that takes another zone's day for its own is caught`() throws {
        let timelines = try Oracle.values(
            "timelines.py",
            ["--people", "--count", "1", "--seed", "7", "--zone", "America/New_York"],
            as: OracleTimeline.self)
        #expect(try !#require(timelines.first).differences(schemes, zone: "UTC").isEmpty)
    }

    @Test(arguments: ["ignore-snooze", "escalate-every-run", "ack-silences-all"])
    func `an oracle that gets people wrong is caught`(plant: String) throws {
        let timelines = try Oracle.values(
            "timelines.py", ["--people", "--count", "2", "--seed", "1", "--plant", plant],
            as: OracleTimeline.self)
        #expect(try timelines.contains { try !$0.differences(schemes).isEmpty })
    }
}
