/// What a mail brings, once a month, to somebody who keeps checkpoints of the log (`rules.md` §11).
package struct CheckpointLetter: Hashable, Sendable {
    /// The day of the run that queued it: it is the letter of that day's month.
    package let day: CivilDate
    /// The day on which entries were lost by putting a copy back, the last time; nil for never.
    package let lostOn: CivilDate?
    /// The checkpoint as it is signed; nil until then, which is when it is sent.
    package var note: String?

    package init(day: CivilDate, lostOn: CivilDate? = nil, note: String? = nil) {
        self.day = day
        self.lostOn = lostOn
        self.note = note
    }

    /// The month, `YYYY-MM`.
    package var month: String { day.description.parts(at: "-").prefix(2).joined(separator: "-") }

    /// What the file is called that the mail brings.
    package var fileName: String { "checkpoint-\(month).txt" }

    /// What stands in the checkpoint before its root: the log's name, and the number of entries.
    package var head: (origin: String, entries: String)? {
        guard let lines = note?.parts(at: "\n"), lines.count > 2 else { return nil }
        return (lines[0], lines[1])
    }

    /// Whether one is due on a day, after that of another day: one in each month, and for months in
    /// which no run was made none.
    package static func isDue(on day: CivilDate, after last: CivilDate?) -> Bool {
        last.map { Self(day: $0).month < Self(day: day).month } ?? true
    }
}
