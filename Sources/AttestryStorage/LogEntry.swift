/// One line of the log as readers see it: a row as it was after one change, chained to the entry
/// before (`rules.md` §8). Hashes and the salt are lower-case hexadecimal digits here.
package struct LogEntry: Sendable {
    /// The position in the log, from 1 without gaps.
    package let sequence: Int
    /// The number of the first entry of the command that left it.
    package let command: Int
    /// When it was recorded: UTC, whole seconds, in `Timestamp`'s text form.
    package let recordedAt: String
    /// The operating system's user who did it.
    package let actor: String
    /// The person for whom it was done.
    package let onBehalfOf: String?
    /// What was done, such as `certificate.add`.
    package let action: String
    /// What it was done to, such as `iso27001@2`.
    package let subject: String
    /// The table of the row.
    package let table: String
    /// The row's key.
    package let row: Int64
    /// The row after the change as canonical JSON; a column that it lacks held its default.
    package let image: String
    /// What the columns held that the image lacks, where that is not nothing.
    package let defaults: [String: String]
    /// Why, in the user's words.
    package let reason: String?
    /// Whether the person vouched for the clock.
    package let clockAccepted: Bool
    /// Random bytes, so that its hash tells nothing about what it says.
    package let salt: String
    /// SHA-256 over all other fields, the hash of the entry before among them.
    package let hash: String
    /// The hash of the entry before; 64 zeros for the first.
    package let previousHash: String
}
