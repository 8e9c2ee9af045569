import Foundation
import Testing

@testable import attestry

/// What a restore ended stays ended, also where nobody can read that there was one.
struct DamagedEpochTests {
    private let registry: DamagedRegistry

    init() throws {
        registry = try DamagedRegistry()
        let key = registry.file("log.key")
        for line in [
            "attestry audit key new --key \(key) --origin registry.example.com/attestry",
            "attestry backup \(registry.file("copy.db"))",
            "attestry product add lost --name Lost",
            "attestry restore \(registry.file("copy.db")) --accept-loss --reason test",
        ] {
            let outcome = registry.session.run(line: line)
            try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        }
    }

    private func checkpoint() -> Session.Outcome {
        registry.session.run(
            line: "attestry audit checkpoint --key \(registry.file("log.key")) "
                + "--output \(registry.file("head.txt"))")
    }

    @Test func `a key that a restore ended signs no more`() {
        #expect(checkpoint().errors.contains("of the log before the restore of 2026-11-25"))
    }

    @Test(arguments: ["floor = -1", "lost = -5", "began_at = 'never'"])
    func `nor does it where the epoch cannot be read`(damage: String) throws {
        try registry.damage("UPDATE epoch SET \(damage)")
        let outcome = checkpoint()
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("epoch"))
        #expect(!FileManager.default.fileExists(atPath: registry.file("head.txt")))
        for line in [
            "attestry audit key new --key \(registry.file("new.key"))",
            "attestry audit key new --key \(registry.file("new.key")) "
                + "--origin registry.example.com/attestry",
        ] {
            #expect(registry.session.run(line: line).status == 1)
        }
        #expect(registry.session.run(line: "attestry alert run").errors.contains("epoch"))
    }
}
