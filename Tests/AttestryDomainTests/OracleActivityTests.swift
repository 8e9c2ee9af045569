import AttestryTestSupport
import Foundation
import Testing

/// How activities and their occurrences stand (`rules.md` §9), beside an oracle in Python that
/// shares no code with them.
struct OracleActivityTests {
    private static let count =
        ProcessInfo.processInfo.environment["ATTESTRY_ORACLE_PAIRS"] ?? "4000"

    @Test func `the oracle agrees on how random activities stand on a day`() throws {
        let cases = try Oracle.values(
            "activities.py", ["--count", Self.count, "--seed", "14"], as: OracleActivityCase.self)
        #expect(cases.count == Int(Self.count))
        var states: Set<String> = []
        var standings: Set<String> = []
        for item in cases {
            let answer = item.answer
            #expect(answer == item.expected, "as of \(item.on)")
            states.insert(answer.state)
            standings.formUnion(answer.occurrences.map(\.state))
        }
        let missed = cases.flatMap(\.expected.occurrences).count { $0.state == "missed" }
        print("figure activities=\(cases.count) states=\(states.count) missed=\(missed)")
        #expect(states.count == 6 && standings.count == 7)
    }

    @Test func `an error planted in what the oracle says is caught`() throws {
        for plant in try Oracle.plants("activities.py", of: 20..., atMost: 9) {
            let cases = try Oracle.values(
                "activities.py", ["--count", "2000", "--seed", "14", "--plant", plant],
                as: OracleActivityCase.self)
            let differing = cases.count { $0.answer != $0.expected }
            #expect(differing > 0, "\(plant) went unnoticed")
        }
    }
}
