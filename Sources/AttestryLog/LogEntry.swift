import AttestryDomain
import Crypto

/// One line of the log: a row as it was after one change, chained to the entry before (`rules.md`
/// §8).
package struct LogEntry: Hashable, Sendable {
    /// The position in the log, from 1 without gaps.
    package let sequence: Int
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
    /// The whole row after the change as canonical JSON.
    package let image: String
    /// Why, in the user's words.
    package let reason: String?
    /// The hash of the entry before; 64 zeros for the first.
    package let previousHash: String
    /// SHA-256 over all other fields, in lower-case hexadecimal.
    package let hash: String

    /// What the first entry names as the hash before it.
    package static let genesis = String(repeating: "0", count: 64)

    /// An entry as read back, with the hash it carries.
    package init(
        sequence: Int, recordedAt: String, actor: String, onBehalfOf: String?, action: String,
        subject: String, table: String, row: Int64, image: String, reason: String?,
        previousHash: String, hash: String
    ) {
        self.sequence = sequence
        self.recordedAt = recordedAt
        self.actor = actor
        self.onBehalfOf = onBehalfOf
        self.action = action
        self.subject = subject
        self.table = table
        self.row = row
        self.image = image
        self.reason = reason
        self.previousHash = previousHash
        self.hash = hash
    }

    /// The next entry of a log, with its hash computed; `recordedAt` is a `Timestamp`'s text form.
    package init(
        sequence: Int, recordedAt: String, actor: String, onBehalfOf: String?, action: String,
        subject: String, table: String, row: Int64, image: String, reason: String?,
        previousHash: String
    ) {
        self.init(
            sequence: sequence, recordedAt: recordedAt, actor: actor, onBehalfOf: onBehalfOf,
            action: action, subject: subject, table: table, row: row, image: image,
            reason: reason, previousHash: previousHash,
            hash: Self.hash(
                sequence, recordedAt, actor, onBehalfOf, action, subject, table, row, image, reason,
                previousHash))
    }

    /// SHA-256 over the fields in their order, each preceded by its length in bytes and a colon;
    /// a field that is absent is a single `-`, which no length can be.
    package var computedHash: String {
        Self.hash(
            sequence, recordedAt, actor, onBehalfOf, action, subject, table, row, image, reason,
            previousHash)
    }

    private static func hash(
        _ sequence: Int, _ recordedAt: String, _ actor: String, _ onBehalfOf: String?,
        _ action: String, _ subject: String, _ table: String, _ row: Int64, _ image: String,
        _ reason: String?, _ previousHash: String
    ) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(image.utf8.count + 512)
        func add(_ text: String?) {
            guard let text else {
                bytes.append(UInt8(ascii: "-"))
                return
            }
            bytes += String(text.utf8.count).utf8
            bytes.append(UInt8(ascii: ":"))
            bytes += text.utf8
        }
        add(String(sequence))
        add(recordedAt)
        add(actor)
        add(onBehalfOf)
        add(action)
        add(subject)
        add(table)
        add(String(row))
        add(image)
        add(reason)
        add(previousHash)
        return SHA256.hash(data: bytes).hexadecimal
    }
}

extension SHA256.Digest {
    /// The digest in lower-case hexadecimal.
    var hexadecimal: String {
        String(unsafeUninitializedCapacity: 2 * Self.byteCount) { text in
            var index = 0
            for byte in self {
                text[index] = Self.digit(byte >> 4)
                text[index + 1] = Self.digit(byte & 15)
                index += 2
            }
            return index
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
