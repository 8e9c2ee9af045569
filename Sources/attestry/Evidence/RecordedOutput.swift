import AttestryDomain
import AttestryService

extension Console {
    /// Prints the name of what was recorded, and beside it what the person should know.
    func print(_ recorded: Recorded, as name: String) {
        print(name)
        for doubt in recorded.doubts { note("warning: \(doubt)") }
        guard !recorded.audits.isEmpty else { return }
        let audits = recorded.audits.map(\.description).joined(separator: ", ")
        guard let open = recorded.open else {
            note(
                "note: ISO/IEC 17021-1 asks for surveillance audits by \(audits); "
                    + "--milestones records them")
            return
        }
        note("note: surveillance audits due by \(audits) are recorded")
        for day in open {
            note(
                "note: once the audit due by \(day) has been held: attestry certificate "
                    + "milestone done \(recorded.name) \(Milestone.surveillance) --due \(day) "
                    + "--on DATE")
        }
    }
}
