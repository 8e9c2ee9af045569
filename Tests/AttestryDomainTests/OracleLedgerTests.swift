import AttestryDomain
import AttestryTestSupport
import Foundation
import Testing

/// The rules of `rules.md` §5 and §6 beside an oracle in Python that shares no code with them.
struct OracleLedgerTests {
    private static let count =
        ProcessInfo.processInfo.environment["ATTESTRY_ORACLE_PAIRS"] ?? "8000"

    @Test func `the oracle agrees on 20 000 random pairs of agreement and day`() throws {
        let cases = try Oracle.values(
            "agreements.py", ["--count", Self.count, "--seed", "11"], as: OracleAgreementCase.self)
        #expect(cases.count == Int(Self.count))
        var states: Set<String> = []
        var flags: Set<String> = []
        for item in cases {
            let standing = try item.standing()
            #expect(standing == item.expected, "\(item.ask) as of \(item.as_of)")
            states.insert(standing.state)
            flags.formUnion(standing.flags)
        }
        #expect(states == Set(AgreementStanding.State.allCases.map(\.rawValue)))
        #expect(flags == Set(AgreementStanding.Flag.allCases.map(\.rawValue)))
    }

    @Test func `the oracle agrees on 20 000 random obligations`() throws {
        let cases = try Oracle.values(
            "obligations.py", ["--count", Self.count, "--seed", "12"],
            as: OracleObligationCase.self)
        #expect(cases.count == Int(Self.count))
        for item in cases { #expect(try item.answer() == item.expected, "as of \(item.as_of)") }
        #expect(cases.contains { $0.expected.unmet })
    }

    @Test func `the oracle agrees on every combination that the gate can meet`() throws {
        let cases = try Oracle.values("gate.py", [], as: OracleGateCase.self)
        print("figure gate_combinations=\(cases.count) bar=>=100000")
        #expect(cases.count >= 100_000)
        let wrong = try cases.filter { try $0.failures() != $0.expected }
        #expect(wrong.isEmpty, "\(wrong.count) differ, such as \(wrong.prefix(1))")
        let rules = Set(cases.flatMap(\.expected))
        #expect(rules == Set(GateRule.allCases.map(\.rawValue)))
    }

    @Test func `the oracle agrees on who holds what, one holding a person, in random histories`()
        throws
    {
        let environment = ProcessInfo.processInfo.environment
        let count = environment["ATTESTRY_ORACLE_HISTORIES"] ?? "1000"
        let cases = try Oracle.values(
            "holders.py", ["--count", count, "--seed", "13"], as: OracleHolderCase.self)
        #expect(cases.count == Int(count))
        for (index, item) in cases.enumerated() {
            #expect(item.holdings() == item.expected, "history \(index)")
        }
    }

    @Test(arguments: ["agreements.py", "obligations.py", "holders.py"])
    func `an error planted in the oracle is caught`(_ script: String) throws {
        for plant in try Oracle.plants(script, of: 6..., atMost: 8) {
            let words = ["--count", "3000", "--seed", "11", "--plant", plant]
            #expect(try differing(script, words) > 0, "\(script) \(plant) went unnoticed")
        }
    }

    @Test func `an error planted in the oracle's gate is caught`() throws {
        for plant in try Oracle.plants("gate.py", of: 6..., atMost: 2) {
            #expect(try differing("gate.py", ["--plant", plant]) > 0, "\(plant) went unnoticed")
        }
    }

    private func differing(_ script: String, _ words: [String]) throws -> Int {
        switch script {
        case "agreements.py":
            try Oracle.values(script, words, as: OracleAgreementCase.self)
                .count { try $0.standing() != $0.expected }
        case "obligations.py":
            try Oracle.values(script, words, as: OracleObligationCase.self)
                .count { try $0.answer() != $0.expected }
        case "holders.py":
            try Oracle.values(script, words, as: OracleHolderCase.self)
                .count { $0.holdings() != $0.expected }
        default:
            try Oracle.values(script, words, as: OracleGateCase.self)
                .count { try $0.failures() != $0.expected }
        }
    }
}
