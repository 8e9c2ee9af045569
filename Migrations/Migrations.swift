/// One step of the registry's schema, in plain SQL; the steps are embedded in the program.
///
/// A step is frozen once released: what follows is a new file.
package struct Migration: Sendable {
    /// The schema's number after this step; SQLite's `user_version` holds it.
    package let number: Int
    /// The statements of the step.
    package let sql: String

    package init(number: Int, sql: String) {
        self.number = number
        self.sql = sql
    }

    /// All steps in their order, numbered from 1 without gaps.
    package static let all: [Migration] = [PackageResources._001_registry_sql]
        .enumerated().map { index, bytes in
            Migration(number: index + 1, sql: String(decoding: bytes, as: UTF8.self))
        }
}
