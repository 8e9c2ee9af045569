import AttestryDomain

extension Stretch {
    /// How it is drawn.
    var kind: String {
        if isInForce { return "force" }
        switch state {
        case .suspended: return "suspended"
        case .editionRetired: return "retired"
        default: return "out"
        }
    }

    /// The state, of which all that are in force are one.
    var name: String { isInForce ? "in_force" : state.rawValue }

    /// The days and the state in words.
    fileprivate var said: String {
        let days = through.map { "\(from) to \($0)" } ?? "from \(from) on"
        return "\(isInForce ? "in force" : state.words) \(days) (version \(version))"
    }
}

extension EvidenceLife {
    /// How it stands, in words.
    var standing: String {
        if verdict.isInForce {
            let until = verdict.until.map { "in force until \($0)" } ?? "in force, open"
            return [.active, .current].contains(verdict.state)
                ? until : "\(verdict.state.words), \(until)"
        }
        return verdict.state.words + (verdict.since.map { " since \($0)" } ?? "")
    }

    /// How good that is, as the style sheet calls it.
    var tone: String {
        if isDiscontinued { return "none" }
        if !verdict.isInForce, [.current, .aging].contains(verdict.state) { return "bad" }
        return switch verdict.state.tone {
        case .good: "good"
        case .notice: "notice"
        case .bad: "bad"
        case nil: "none"
        }
    }

    /// The whole picture in words, for who does not see it.
    var said: String {
        let parts =
            stretches.map(\.said)
            + covered.map { "covered \($0.start) to \($0.end)" }
            + verdict.gaps.map { "gap \($0.from) to \($0.to)" }
            + letters.map { "bridge letter \($0.fromOn) to \($0.toOn)" }
            + milestones.map { milestone in
                let done = milestone.doneOn.map { "done \($0)" } ?? "open"
                return "\(milestone.kind) due \(milestone.dueOn), \(done)"
            }
        return parts.isEmpty ? "nothing has started" : parts.joined(separator: "; ")
    }
}

extension Verdict.State {
    /// The state in words of plain text.
    var words: String { rawValue.words }
}

extension String {
    /// A name of ours with blanks for its underscores.
    var words: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0 == "_" ? " " : $0 }))
    }
}
