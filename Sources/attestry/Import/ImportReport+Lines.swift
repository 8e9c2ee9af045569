import AttestryDomain
import AttestryService

extension ImportReport {
    /// Says beside the result what a person should know of it.
    func tell(_ console: Console) {
        for note in notes { console.note("note: \(note)") }
        for doubt in doubts { console.note("warning: \(doubt)") }
    }

    /// What a person is told.
    var lines: [String] {
        let verb = isDryRun ? "would be recorded" : "recorded"
        var lines = [
            kind.evidence == nil
                ? "\(rows.of(kind.word)) \(verb)"
                : "\(rows.of("version")) of \(new.of("new code")) \(verb)"
        ]
        lines += codes.map { "\($0.code) (\($0.name.visible()))" }
        if changed + unchanged > 0 {
            lines.append("\(changed) \(isDryRun ? "would be changed" : "changed")")
        }
        if unchanged > 0 { lines.append("\(unchanged) with nothing to change") }
        if skipped > 0 { lines.append("\(skipped) left, there already") }
        if old > 0 {
            lines.append(
                "\(old) of what is wrong \(old == 1 ? "lies" : "lie") over "
                    + "\(Ladder.longestOverdue) days back: the next alert run says it once, as old")
        }
        if wouldRefuse > 0 { lines.append("the gate would have refused \(wouldRefuse) of them") }
        return lines + (isDryRun ? changeLines : [])
    }

    /// What would be changed, column by column: the first of each, and how many there are.
    var changeLines: [String] {
        var order: [String] = []
        let groups = Dictionary(grouping: changes, by: \.column)
        for change in changes where !order.contains(change.column) { order.append(change.column) }
        return order.flatMap { column in
            let group = groups[column] ?? []
            let left = group.count - Self.mostShown
            return group.prefix(Self.mostShown).map(\.line)
                + (left > 0 ? ["\(column) of \(left) more; --format json has all of them"] : [])
        }
    }

    /// How many changes of a column are shown.
    private static let mostShown = 10
}

extension ImportChange {
    fileprivate var line: String {
        func text(_ value: JSONValue) -> String {
            let cell = value.cell
            return cell.isEmpty ? "-" : cell.abbreviated.visible()
        }
        return "\(subject.visible()): \(column) \(text(before)) → \(text(after))"
    }
}
