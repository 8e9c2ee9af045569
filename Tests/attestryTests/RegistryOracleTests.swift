import AttestryDomain
import AttestryTestSupport
import Foundation
import Testing

@testable import attestry

/// Alerts about everything that is watched, beside an oracle that shares no code with the product.
///
/// What happens is recorded by commands into a real registry, so that a run sees what its queries
/// pick from the tables, and a query that forgets somebody shows.
struct RegistryOracleTests {
    private static let count =
        Int(
            ProcessInfo.processInfo.environment["ATTESTRY_REGISTRIES"] ?? "12") ?? 12

    /// A registry over some months: what is recorded, and what each run has to say.
    private struct History: Decodable {
        struct Day: Decodable {
            let day: String
            let ops: [Operation]
            let run: Bool
            let raised: [Raised]
            let unresolved: Int
        }

        struct Operation: Decodable {
            let words: [String]
            let status: Int32
        }

        let default_owner: String?
        let days: [Day]
    }

    /// An alert: kind of subject, subject, anchor, its date, rung.
    private struct Raised: Decodable, CustomStringConvertible {
        let description: String

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            let texts = try (0..<4).map { _ in try list.decode(String.self) }
            description = texts.joined(separator: " ") + " \(try list.decode(Int.self))"
        }
    }

    /// What `alert run --format json` says.
    private struct Report: Decodable {
        struct Alert: Decodable {
            let subject_kind: String
            let subject: String
            let anchor: String
            let anchor_on: String
            let rung: Int

            var text: String { "\(subject_kind) \(subject) \(anchor) \(anchor_on) \(rung)" }
        }

        let raised: [Alert]
        let unresolved: Int
    }

    /// The first thing that a command or a run says otherwise than the oracle.
    private static func firstDifference(_ history: History) throws -> String? {
        let session = try Session()
        session.day = day(history.days.first?.day ?? "")
        let owner = history.default_owner.map { ["--owner", $0] } ?? []
        _ = session.run(["init", "--organization", "Example", "--time-zone", "UTC"] + owner)
        for step in history.days {
            session.day = day(step.day)
            for operation in step.ops {
                let outcome = session.run(operation.words)
                guard outcome.status == operation.status else {
                    return
                        "\(step.day) \(operation.words.joined(separator: " ")): \(outcome.errors)"
                }
            }
            guard step.run else { continue }
            let said = session.run(["alert", "run", "--format", "json"])
            let report = try JSONDecoder().decode(Report.self, from: Data(said.output.utf8))
            let found = report.raised.map(\.text).sorted() + ["\(report.unresolved) open"]
            let expected =
                step.raised.map(\.description).sorted() + ["\(step.unresolved) open"]
            guard found == expected else { return "\(step.day): \(found) not \(expected)" }
        }
        return nil
    }

    private static func histories(_ words: [String]) throws -> [History] {
        try Oracle.values("registries.py", words, as: History.self)
    }

    @Test(arguments: 1...4)
    func `runs raise what the oracle says of all that is watched`(seed: Int) throws {
        let count = max(1, Self.count / 4)
        let histories = try Self.histories(["--count", "\(count)", "--seed", "\(seed)"])
        #expect(histories.count == count)
        for (index, history) in histories.enumerated() {
            let difference = try Self.firstDifference(history)
            #expect(difference == nil, "registry \(index) of seed \(seed)")
        }
    }

    @Test(arguments: try Oracle.lines("registries.py", ["--plant", "list"]).map(String.init))
    func `an oracle that forgets something is caught`(plant: String) throws {
        let name = plant.split(separator: " ").first.map(String.init) ?? ""
        let histories = try Self.histories(["--count", "1", "--seed", "1", "--plant", name])
        #expect(try Self.firstDifference(#require(histories.first)) != nil)
    }
}
