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

    /// What runs tell, and what they send by mail, beside what the oracle says.
    private func differences(_ timeline: OracleTimeline, zone: String = "UTC") throws -> [String] {
        let first = try #require(timeline.days.first)
        // Noon in UTC may be the next day in the zone: it was made on the day before.
        let made = first.at == nil ? first.day : day(first.day).dayBefore.description
        let temporary = try TemporaryRegistry(
            on: made, owner: timeline.default_owner, escalation: timeline.escalation,
            zone: zone)
        if let second = first.at?.first { temporary.turn(toSecond: second) }
        let registry = try temporary.open()
        try registry.addChannel(
            Channel(
                id: ID(0), code: try Code("mail", field: "code"), kind: .mail,
                target: "attestry@example.com"), author: .test)
        let deadline = ContinuousClock.now + .seconds(86_400)
        var differences: [String] = []
        for day in timeline.days {
            temporary.turn(to: day.day)
            if let second = day.at?.first { temporary.turn(toSecond: second) }
            for operation in day.ops { try operation.perform(in: registry, schemes: schemes) }
            guard day.run else { continue }
            let report = try registry.runAlerts(limit: nil, author: .test)
            var sent: [Message] = []
            _ = try registry.deliver(.channels, until: deadline, author: .test) { message, _ in
                sent.append(message)
                return .sent("taken")
            }
            func compare(_ what: String, _ found: [String], _ expected: [String]?) {
                if found.sorted() != (expected ?? []).sorted() {
                    differences.append(
                        "\(day.day) \(what): \(found.sorted()) not \((expected ?? []).sorted())")
                }
            }
            func told(_ kind: AlertNotification.Kind) -> [String] {
                report.notifications.filter { $0.kind == kind }
                    .map { OracleTimeline.Raised($0).description }
            }
            compare("raised", told(.raised), day.raised.map(\.description))
            compare("reminded", told(.reminded), day.reminded?.map(\.description))
            compare("escalated", told(.escalated), day.escalated?.map(\.description))
            compare("mails", sent.map(\.text), day.mails?.map(\.description))
            guard let last = day.at?.last else { continue }
            temporary.turn(toSecond: last)
            let again = try registry.runAlerts(limit: nil, author: .test)
            compare("again", again.notifications.map(\.text), [])
            compare("day", ["\(again.day)"], [day.day])
        }
        return differences
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
            let differences = try differences(timeline)
            #expect(differences.isEmpty, "timeline \(index) of part \(part)")
        }
    }

    @Test(arguments: [
        "Pacific/Kiritimati", "Pacific/Apia", "Europe/Berlin", "America/New_York", "Asia/Kolkata",
        "UTC",
    ])
    func `on every day of three years, in its first and last seconds, a zone has its own day`(
        zone: String
    ) throws {
        let timelines = try Oracle.values(
            "timelines.py", ["--people", "--count", "1", "--seed", "7", "--zone", zone],
            as: OracleTimeline.self)
        let timeline = try #require(timelines.first)
        #expect(timeline.days.count(where: \.run) == 3 * 365 + 1)
        let differences = try differences(timeline, zone: zone)
        #expect(differences.isEmpty)
    }

    @Test func `a registry that takes another zone's day for its own is caught`() throws {
        let timelines = try Oracle.values(
            "timelines.py",
            ["--people", "--count", "1", "--seed", "7", "--zone", "America/New_York"],
            as: OracleTimeline.self)
        #expect(try !differences(#require(timelines.first), zone: "UTC").isEmpty)
    }

    @Test(arguments: ["ignore-snooze", "escalate-every-run", "ack-silences-all"])
    func `an oracle that gets people wrong is caught`(plant: String) throws {
        let timelines = try Oracle.values(
            "timelines.py", ["--people", "--count", "2", "--seed", "1", "--plant", plant],
            as: OracleTimeline.self)
        #expect(try timelines.contains { try !differences($0).isEmpty })
    }
}

extension Message {
    /// To whom it goes, of which sort it is, and about which alerts.
    var text: String {
        let alerts = content.notifications.map { OracleTimeline.Raised($0).description }.sorted()
        return "\(recipient) \(kind == .escalated ? "escalated" : "alerts"): \(alerts)"
    }
}
