import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation
import Testing

struct AlertTimelineTests {
    private static let count = ProcessInfo.processInfo.environment["ATTESTRY_TIMELINES"] ?? "12"
    private let schemes: [String: Scheme]

    init() throws {
        schemes = Dictionary(
            uniqueKeysWithValues: try Catalogue.builtInSchemes().map { ($0.code.description, $0) })
    }

    /// What runs raise beside what the oracle says, on the first day that differs.
    private func differences(_ timeline: OracleTimeline, runsTwice: Bool = true) throws
        -> [String]
    {
        let first = try #require(timeline.days.first)
        let temporary = try TemporaryRegistry(on: first.day, owner: timeline.default_owner)
        let registry = try temporary.open()
        var differences: [String] = []
        for day in timeline.days where differences.isEmpty {
            temporary.turn(to: day.day)
            for operation in day.ops { try operation.perform(in: registry, schemes: schemes) }
            guard day.run else { continue }
            let raised = try registry.runAlerts(limit: nil, author: .test)
                .raised
            let texts = raised.map { OracleTimeline.Raised($0).description }.sorted()
            let expected = day.raised.map(\.description).sorted()
            if texts != expected {
                differences.append("\(day.day): \(texts) instead of \(expected)")
            }
            guard runsTwice else { continue }
            let again = try registry.runAlerts(limit: nil, author: .test).raised
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

    @Test(arguments: ["old-silent", "old-always"])
    func `an oracle that says nothing of old troubles, or what is no trouble any more, is caught`(
        plant: String
    ) throws {
        let timelines = try Oracle.values(
            "timelines.py", ["--count", "6", "--seed", "1", "--plant", plant],
            as: OracleTimeline.self)
        #expect(try timelines.contains { try !differences($0).isEmpty })
    }

    @Test func `of 300 certificates imported the old troubles are said once, in one digest`() throws
    {
        let timelines = try Oracle.values(
            "timelines.py", ["--import-storm"], as: OracleTimeline.self)
        let timeline = try #require(timelines.first)
        #expect(timeline.days[0].ops.count == 300)
        #expect(try differences(timeline, runsTwice: false).isEmpty)
        let (alerts, messages) = try firstRun(of: timeline)
        #expect(alerts.count(where: \.isOld) == timeline.old_count)
        #expect(alerts.filter(\.isOld).allSatisfy { $0.text(on: $0.raisedOn).contains("(old: ") })
        #expect(Set(messages.map(\.recipient)).count == messages.count)
        let firstDay = timeline.days[0].raised.count
        let year = timeline.days.map(\.raised.count).reduce(0, +)
        print("figure alerts_on_first_day=\(firstDay) alerts_over_a_year=\(year)")
        #expect(firstDay == timeline.first_day_count)
        #expect(year == timeline.year_count)
        #expect(firstDay - (timeline.old_count ?? 0) < 150)
    }

    /// What the run of the first day raises, and what it sends by mail.
    private func firstRun(of timeline: OracleTimeline) throws -> ([Alert], [Message]) {
        let first = try #require(timeline.days.first)
        let temporary = try TemporaryRegistry(on: first.day, owner: timeline.default_owner)
        let registry = try temporary.open()
        try registry.addChannel(
            Channel(
                id: ID(0), code: try Code("mail", field: "code"), kind: .mail,
                target: "attestry@example.com"), author: .test)
        for operation in first.ops { try operation.perform(in: registry, schemes: schemes) }
        let alerts = try registry.runAlerts(limit: nil, author: .test).raised
        var messages: [Message] = []
        let deadline = ContinuousClock.now + .seconds(600)
        _ = try registry.deliver(.channels, until: deadline, author: .test) { message, _ in
            messages.append(message)
            return .sent("taken")
        }
        return (alerts, messages)
    }
}
