import AttestryMigrations
import AttestryStorage
import Foundation
import Testing

/// The first command of a later version, with another schema.
struct UpgradeTests {
    private static let later = Schema(
        Migration.all + [
            Migration(
                number: Migration.all.count + 1, sql: "ALTER TABLE product ADD COLUMN lead TEXT")
        ])
    private static let kept = "registry.db.before-20261125T120000Z"

    /// Somebody with a registry of today's version.
    private static func session() throws -> Session {
        let session = try Session()
        try session.direct("@ 2026-11-25")
        for line in ["init --organization Example --time-zone UTC", "product add p --name P"] {
            let outcome = session.run(line: "attestry " + line)
            try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        }
        return session
    }

    private static func names(_ session: Session) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: session.directory.path).sorted()
    }

    @Test func `the registry is kept as it was, once, and the command does what it should`() throws
    {
        let session = try Self.session()
        Schema.$current.withValue(Self.later) {
            let first = session.run(line: "attestry product list --quiet")
            #expect(first.output == "p\n")
            let place = session.directory.appending(path: Self.kept).path
            #expect(
                first.errors == "note: brought up to date; as it was it is kept as \(place)\n")
            let second = session.run(line: "attestry product list --quiet")
            #expect(second.output + second.errors == "p\n")
            #expect(session.run(line: "attestry audit verify").status == 0)
        }
        #expect(try Self.names(session) == ["registry.db", Self.kept])
        #expect(session.run(line: "attestry product list").status == 3)
        let older = session.run(line: "attestry product list --quiet --registry ./" + Self.kept)
        #expect(older.output + older.errors == "p\n")
    }

    @Test func `where there is no room for the copy nothing is changed, and it is said`()
        async throws
    {
        await #expect(processExitsWith: .success) {
            let session = try Self.session()
            let registry = session.directory.appending(path: "registry.db")
            let before = try Data(contentsOf: registry)
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 50_000, rlim_max: rlim_t.max)
            setrlimit(__rlimit_resource_t(1), &limit)
            let outcome = Schema.$current.withValue(Self.later) {
                session.run(line: "attestry product list")
            }
            limit.rlim_cur = rlim_t.max
            setrlimit(__rlimit_resource_t(1), &limit)
            if outcome.status != 1 || !outcome.errors.hasPrefix("error: ") { exit(2) }
            if try Data(contentsOf: registry) != before { exit(3) }
            exit(try Self.names(session) == ["registry.db"] ? 0 : 4)
        }
    }

    @Test func `what stands in the way of the copy is not written over`() throws {
        let session = try Self.session()
        try session.write("mine", to: Self.kept)
        let outcome = Schema.$current.withValue(Self.later) {
            session.run(line: "attestry product list")
        }
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("exists already"))
        #expect(session.run(line: "attestry product list --quiet").output == "p\n")
    }
}
