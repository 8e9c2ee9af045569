import AttestryDomain
import AttestryService

/// The life of an evidence in lines of text: when it was and will be in force, as the verdicts say.
struct LifeLine {
    private let life: [Stretch]
    private let milestones: [(day: CivilDate, isDone: Bool)]
    private let today: CivilDate

    init(_ document: EvidenceDocument) {
        today = document.day
        life = document.life
        milestones = document.milestones.map {
            ($0.dueOn, $0.doneOn.map { $0 <= document.day } ?? false)
        }
    }

    /// A line for each of its stretches, where nobody looks at a picture.
    var listed: [String] {
        life.map { stretch in
            let last = stretch.through?.description ?? ""
            let standing = stretch.isInForce ? "in force" : stretch.state.words
            return "\(stretch.from)..\(last) \(standing) (version \(stretch.version))"
        }
    }

    /// The line, under it today, the first and the last day, and what its signs mean; empty where
    /// nothing has started.
    func drawn(width: Int) -> [String] {
        guard let first = (life.map(\.from) + [today]).min(), !life.isEmpty else { return [] }
        let ends = life.map { $0.through ?? ($0.isInForce ? $0.from : $0.from.dayBefore) }
        let last = max(
            (ends + milestones.map(\.day) + [today]).max() ?? today, first.adding(days: 1))
        let room = max(30, width)
        func place(_ day: CivilDate) -> Int {
            min(room - 1, max(0, first.days(until: day) * (room - 1) / first.days(until: last)))
        }
        var cells = Array(repeating: Sign.nothing, count: room)
        // What is out of force comes last: however short, it must not pass for force.
        let drawn = life.filter { $0.from <= last }
        for stretch in drawn.filter(\.isInForce) + drawn.filter({ !$0.isInForce }) {
            let to = place(min(stretch.through ?? last, last))
            var from = place(stretch.from)
            if !stretch.isInForce, from < to, cells[from] == .lastDay { from += 1 }
            for index in from...max(from, to) { cells[index] = Sign(stretch) }
            if stretch.isInForce, stretch.through != nil, !isFollowed(stretch) {
                cells[to] = .lastDay
            }
        }
        for stretch in drawn where isFirst(stretch) {
            for (offset, digit) in String(stretch.version).enumerated()
            where place(stretch.from) + offset < room {
                cells[place(stretch.from) + offset] = .version(digit)
            }
        }
        for milestone in milestones {
            cells[place(milestone.day)] = milestone.isDone ? .done : .open
        }
        return [
            String(cells.map(\.character)), marker(place(today), room),
            "\(first)".padded(to: room - 10) + "\(last)",
        ] + legend(cells, width: room)
    }

    /// Whether the evidence stays in force on the day after.
    private func isFollowed(_ stretch: Stretch) -> Bool {
        life.contains { $0.isInForce && $0.from == stretch.through?.dayAfter }
    }

    private func isFirst(_ stretch: Stretch) -> Bool {
        life.first { $0.version == stretch.version } == stretch
    }

    /// What the signs that are there mean.
    private func legend(_ cells: [Sign], width: Int) -> [String] {
        let meanings = Sign.explained.filter { cells.contains($0.sign) }
            .map { "\($0.sign.character) \($0.meaning)" }
        var lines: [String] = []
        let numbers = Set(life.map(\.version)).sorted()
        let versions =
            numbers.map(String.init).joined(separator: " ")
            + (numbers.count == 1 ? " version" : " versions")
        for meaning in [versions] + meanings {
            if let line = lines.last, line.columns + 2 + meaning.columns <= width {
                lines[lines.count - 1] = line + "  " + meaning
            } else {
                lines.append(meaning)
            }
        }
        return lines
    }

    /// Points at today under the line, with the day beside it where there is room.
    private func marker(_ place: Int, _ room: Int) -> String {
        let label = "\(today)"
        return place + 2 + label.count <= room
            ? String(repeating: " ", count: place) + "▲ " + label
            : String(repeating: " ", count: place - label.count - 1) + label + " ▲"
    }
}

extension LifeLine {
    /// What stands in one cell of the line.
    private enum Sign: Hashable {
        case nothing, inForce, suspended, outOfForce, lastDay, done, open
        case version(Character)

        init(_ stretch: Stretch) {
            self =
                stretch.isInForce
                ? .inForce : stretch.state == .suspended ? .suspended : .outOfForce
        }

        var character: Character {
            switch self {
            case .nothing: " "
            case .inForce: "━"
            case .suspended: "╌"
            case .outOfForce: "·"
            case .lastDay: "┫"
            case .done: "◆"
            case .open: "◇"
            case .version(let digit): digit
            }
        }

        static let explained: [(sign: Sign, meaning: String)] = [
            (.inForce, "in force"), (.lastDay, "last day"), (.suspended, "suspended"),
            (.outOfForce, "not in force"), (.done, "milestone done"), (.open, "milestone open"),
        ]
    }
}

extension Verdict.State {
    /// The state in words of plain text.
    fileprivate var words: String {
        String(String.UnicodeScalarView(rawValue.unicodeScalars.map { $0 == "_" ? " " : $0 }))
    }
}
