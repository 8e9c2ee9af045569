import AttestryDomain
import AttestryService

extension Console {
    /// Prints the name of what was recorded, and beside it what the person should know.
    func print(_ recorded: Recorded, as name: String) {
        print(name)
        for doubt in recorded.doubts { note("warning: \(doubt)") }
        let stored = recorded.stored.map(\.description).joined(separator: ", ")
        if !stored.isEmpty { note("note: surveillance audits due by \(stored) are recorded") }
        let proposed = recorded.proposed.map(\.description).joined(separator: ", ")
        if !proposed.isEmpty {
            note(
                "note: ISO/IEC 17021-1 asks for surveillance audits by \(proposed); "
                    + "--milestones records them"
            )
        }
    }
}
