package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The day of the run that queued the newest checkpoint for a channel; nil where none was, or
    /// its day cannot be read.
    package func lastCheckpointDay(of channel: ID<Channel>) throws -> CivilDate? {
        try sound("message", "of a checkpoint") {
            try db.value(
                """
                SELECT day FROM message JOIN alert_run ON alert_run.id = run_id
                WHERE message.kind = 'checkpoint' AND channel_id = ?
                ORDER BY message.id DESC LIMIT 1
                """, [channel])
        } ?? nil
    }
}

extension CheckpointLetter {
    /// The letter of a message's row.
    init(row: Row, after loss: Epoch?) throws {
        try self.init(day: row["day"], lostOn: loss?.recordedOn)
    }
}
