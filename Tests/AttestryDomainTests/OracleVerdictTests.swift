import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation
import Testing

struct OracleVerdictTests {
    private static let count =
        ProcessInfo.processInfo.environment["ATTESTRY_ORACLE_PAIRS"] ?? "8000"

    @Test func `the oracle agrees on 20 000 random pairs of evidence and day`() throws {
        let schemes = try Catalogue.builtInSchemes()
        let cases = try Oracle.values(
            "verdicts.py", ["--count", Self.count, "--seed", "7"], as: OracleCase.self)
        #expect(cases.count == Int(Self.count))
        var states: Set<String> = []
        var flags: Set<String> = []
        for item in cases {
            let verdict = OracleVerdict(try item.verdict(schemes: schemes))
            #expect(verdict == item.expected, "\(item.ask) as of \(item.as_of)")
            states.insert(verdict.state)
            flags.formUnion(verdict.flags)
        }
        #expect(states == Set(Verdict.State.allCases.map(\.rawValue)))
        #expect(flags == Set(Verdict.Flag.allCases.map(\.rawValue)))
    }

    @Test func `an error of one day planted in any rule of the oracle is caught`() throws {
        let schemes = try Catalogue.builtInSchemes()
        for plant in try Oracle.plants("verdicts.py", of: 5..., atMost: 100) {
            let cases = try Oracle.values(
                "verdicts.py", ["--count", "4000", "--seed", "7", "--plant", plant],
                as: OracleCase.self)
            let differing = try cases.count {
                OracleVerdict(try $0.verdict(schemes: schemes)) != $0.expected
            }
            #expect(differing > 0, "\(plant) went unnoticed")
        }
    }
}
