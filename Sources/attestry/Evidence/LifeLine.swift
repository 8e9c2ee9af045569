import AttestryDomain
import AttestryService

/// The life of an evidence as a line of text: versions, milestones, today.
struct LifeLine {
    private let spans: [(version: Int, start: CivilDate, end: CivilDate?)]
    private let milestones: [(day: CivilDate, isDone: Bool)]
    private let today: CivilDate

    init(_ document: EvidenceDocument) {
        let rules = document.evidence.standing
        today = document.day
        spans = rules.map { version in
            if let report = version.report {
                return (version.version, report.firstDay, report.lastDay)
            }
            let computed = document.scheme.validityMonths.map { version.start.adding(months: $0) }
            return (version.version, version.start, version.expiresOn ?? computed)
        }
        milestones = document.milestones.map { ($0.dueOn, $0.doneOn != nil) }
    }

    /// The line, under it today, and the first and the last day; empty where nothing stands.
    func drawn(width: Int) -> [String] {
        guard let first = (spans.map(\.start) + [today]).min(), !spans.isEmpty else { return [] }
        let last = max(
            (spans.compactMap { $0.end ?? $0.start } + milestones.map(\.day) + [today]).max()
                ?? today,
            first.adding(days: 1))
        let room = max(30, width)
        func place(_ day: CivilDate) -> Int {
            min(room - 1, max(0, first.days(until: day) * (room - 1) / first.days(until: last)))
        }
        var cells = Array(repeating: Character("·"), count: room)
        for span in spans {
            let from = place(span.start)
            let to = max(from, place(span.end ?? last))
            for index in from...to { cells[index] = "━" }
            if span.end != nil { cells[to] = "┫" }
        }
        for span in spans {
            for (offset, digit) in String(span.version).enumerated()
            where place(span.start) + offset < room {
                cells[place(span.start) + offset] = digit
            }
        }
        for milestone in milestones { cells[place(milestone.day)] = milestone.isDone ? "◆" : "◇" }
        return [
            String(cells), marker(place(today), room),
            "\(first)".padded(to: room - 10) + "\(last)",
        ]
    }

    /// Points at today under the line, with the day beside it where there is room.
    private func marker(_ place: Int, _ room: Int) -> String {
        let label = "\(today)"
        return place + 2 + label.count <= room
            ? String(repeating: " ", count: place) + "▲ " + label
            : String(repeating: " ", count: place - label.count - 1) + label + " ▲"
    }
}
