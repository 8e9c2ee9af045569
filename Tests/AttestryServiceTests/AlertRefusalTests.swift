import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation
import Testing

struct AlertRefusalTests {
    private static let count = ProcessInfo.processInfo.environment["ATTESTRY_TIMELINES"] ?? "8"
    private let schemes: [String: Scheme]

    init() throws {
        schemes = Dictionary(
            uniqueKeysWithValues: try Catalogue.builtInSchemes().map { ($0.code.description, $0) })
    }

    /// What arrives, beside what the oracle says, on the first day that differs.
    private func differences(_ timeline: OracleTimeline) throws -> [String] {
        let first = try #require(timeline.days.first)
        let temporary = try TemporaryRegistry(
            on: first.day, owner: timeline.default_owner, escalation: timeline.escalation)
        let registry = try temporary.open()
        try registry.addChannel(
            Channel(
                id: ID(0), code: try Code("mail", field: "code"), kind: .mail,
                target: "attestry@example.com"), author: .test)
        let deadline = ContinuousClock.now + .seconds(86_400)
        var differences: [String] = []
        var keys: Set<String> = []
        var readers: [String: String] = [:]
        for day in timeline.days where differences.isEmpty {
            temporary.turn(to: day.day)
            for operation in day.ops { try operation.perform(in: registry, schemes: schemes) }
            _ = try registry.runAlerts(limit: nil, author: .test)
            var arrived: [Message] = []
            let isRefused = day.refused ?? false
            let report = try registry.deliver(.channels, until: deadline, author: .test) {
                message, _ in
                // However little is left of it, a further try is the same mail to the same person.
                if readers.updateValue(message.recipient, forKey: message.key)
                    .map({ $0 != message.recipient }) ?? false
                {
                    differences.append("\(day.day): two readers of \(message.key)")
                }
                guard !isRefused else { return .temporary("refused") }
                arrived.append(message)
                return .sent("taken")
            }
            let found = arrived.map(\.text).sorted()
            let expected = (day.arrived ?? []).map(\.description).sorted()
            if found != expected { differences.append("\(day.day): \(found) not \(expected)") }
            let days = Set(arrived.flatMap(\.content.notifications).map(\.day.description))
            if !days.isSubset(of: [day.day]) {
                differences.append("\(day.day): told as of \(days)")
            }
            if report.failed > 0 { differences.append("\(day.day): given up") }
            if arrived.contains(where: { !keys.insert($0.key).inserted }) {
                differences.append("\(day.day): two messages share a key")
            }
        }
        return differences
    }

    @Test(arguments: 0..<2)
    func `what waited for days says what holds when it gets through, to who owns it then`(part: Int)
        throws
    {
        let count = (Int(Self.count) ?? 16) / 2
        let timelines = try Oracle.values(
            "refusals.py", ["--count", "\(count)", "--seed", "\(part + 1)"],
            as: OracleTimeline.self)
        #expect(timelines.count == count)
        #expect(timelines.contains { $0.days.contains { $0.refused ?? false } })
        for (index, timeline) in timelines.enumerated() {
            let differences = try differences(timeline)
            #expect(differences.isEmpty, "timeline \(index) of part \(part)")
        }
    }

    @Test(arguments: ["keep-resolved", "keep-answered", "former-owner"])
    func `an oracle that says too much, or to the wrong person, is caught`(plant: String) throws {
        let timelines = try Oracle.values(
            "refusals.py", ["--count", "2", "--seed", "1", "--plant", plant],
            as: OracleTimeline.self)
        #expect(try timelines.contains { try !differences($0).isEmpty })
    }
}
