import Foundation
import GRDB
import Testing

@testable import attestry

/// A small registry in which rows can be made senseless.
struct DamagedRegistry {
    let session: Session

    init() throws {
        session = try Session()
        try session.direct("@ 2026-11-25")
        for line in [
            "attestry init --organization Example --time-zone UTC --owner o@example.com",
            "attestry certificate add bad --scheme iso9001 --edition 2015 --number 1 --issuer B "
                + "--issued 2024-01-01 --expires 2026-12-20",
            "attestry certificate add good --scheme iso27001 --edition 2022 --number 2 --issuer B "
                + "--issued 2024-01-01 --expires 2026-12-20",
            "attestry customer add acme --name Acme --status customer --since 2026-01-01",
            "attestry agreement add acme nda nda-1 --signed 2026-01-02 --ends 2026-12-20",
            "attestry agreement add acme dpa dpa-1 --signed 2026-01-02 --ends 2026-12-21",
            "attestry alert channel add post mail --from a@example.com --sendmail /bin/true",
        ] {
            let outcome = session.run(line: line)
            try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        }
    }

    func file(_ name: String) -> String { session.directory.appending(path: name).path }

    func damage(_ sql: String) throws {
        let path = session.directory.appending(path: "registry.db").path
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA ignore_check_constraints = ON; " + sql)
        }
        try queue.close()
    }
}
