import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation
import Testing

/// What `check` says, and what was long past when it was recorded (`rules.md` §7), beside an oracle
/// in Python that shares no code with them.
struct OracleConcernTests {
    private static let count =
        ProcessInfo.processInfo.environment["ATTESTRY_ORACLE_PAIRS"] ?? "8000"

    @Test func `the oracle agrees on what is said of 20 000 random things on a day`() throws {
        let schemes = try Catalogue.builtInSchemes()
        let cases = try Oracle.values(
            "concerns.py", ["--count", Self.count, "--seed", "14"], as: OracleConcernCase.self)
        #expect(cases.count == Int(Self.count))
        var rules: Set<String> = []
        for item in cases {
            let answer = try item.answer(schemes: schemes)
            #expect(answer == item.expected, "as of \(item.as_of)")
            rules.formUnion(answer.concerns.map { $0.words[1] })
        }
        let all = Set(cases.flatMap { $0.expected.concerns.map { $0.words[1] } })
        #expect(rules == all && all.count == 19)
        let old = cases.flatMap(\.expected.anchors).filter(\.isOld)
        print("figure old_troubles=\(old.count) of which still stand=\(old.count(where: \.speaks))")
        #expect(old.contains(where: \.speaks) && !old.allSatisfy(\.speaks))
    }

    @Test func `an error planted in what the oracle says is caught`() throws {
        let schemes = try Catalogue.builtInSchemes()
        for plant in try Oracle.plants("concerns.py", of: 15..., atMost: 9) {
            let cases = try Oracle.values(
                "concerns.py", ["--count", "2000", "--seed", "14", "--plant", plant],
                as: OracleConcernCase.self)
            let differing = try cases.count { try $0.answer(schemes: schemes) != $0.expected }
            #expect(differing > 0, "\(plant) went unnoticed")
        }
    }
}
