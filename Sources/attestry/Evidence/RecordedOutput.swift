import AttestryDomain
import AttestryService

extension Console {
    /// Prints the name of what was recorded, and beside it what the person should know.
    func print(_ recorded: Recorded, as name: String) {
        print(name)
        for doubt in recorded.doubts { note("warning: \(doubt)") }
        let planned = Dictionary(grouping: recorded.planned, by: \.kind)
        for (kind, items) in planned.sorted(by: { $0.key < $1.key }) {
            let days = items.map(\.dueOn.description).joined(separator: ", ")
            let isAudit = kind == Milestone.surveillance
            let what = isAudit ? "surveillance audits" : "milestone '\(kind)'"
            if recorded.open != nil {
                note("note: \(what) due by \(days) \(isAudit ? "are" : "is") recorded")
            } else {
                note(
                    "note: \(items[0].askedBy) asks for \(what) by \(days); "
                        + "--milestones records \(isAudit ? "them" : "it")")
            }
        }
        for item in recorded.open ?? [] {
            let isAudit = item.kind == Milestone.surveillance
            note(
                "note: once \(isAudit ? "the audit" : "'\(item.kind)'") due by \(item.dueOn) has "
                    + "been held: attestry certificate milestone done \(recorded.name) "
                    + "\(item.kind) --due \(item.dueOn) --on DATE")
        }
    }
}
