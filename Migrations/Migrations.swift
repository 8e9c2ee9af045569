/// The registry's schema as numbered, forward-only steps of plain SQL, embedded in the program.
///
/// A step is frozen once released: what follows is a new file.
package struct Migration: Sendable {
    /// The schema's number after this step; SQLite's `user_version` holds it.
    package let number: Int
    /// The statements of the step.
    package let sql: String

    /// All steps in their order, numbered from 1 without gaps.
    package static let all: [Migration] = [
        PackageResources._001_registry_sql, PackageResources._002_customers_sql,
        PackageResources._003_deliveries_sql,
    ].enumerated().map { index, bytes in
        Migration(number: index + 1, sql: String(decoding: bytes, as: UTF8.self))
    }

    /// The number of the newest schema this program knows.
    package static var newest: Int { all.count }
}
