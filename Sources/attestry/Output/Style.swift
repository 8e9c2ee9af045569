import AttestryDomain

/// Colours of a terminal (ECMA-48), used only where there is one.
enum Style: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
    case bold = "1"
    case faint = "2"

    /// How a state or a severity is coloured.
    static func of(_ word: String) -> Style? {
        switch word {
        case "active", "current", "yes", "released": .green
        case "expiring", "aging", "surveillance_overdue", "warning", "planned",
            "awaiting_next_report", "milestone_overdue", "parent_missing", "notice_window_open",
            "not_yet_effective":
            .yellow
        case "withdrawn", "cancelled", "expired", "edition_retired", "suspended", "parent_invalid",
            "stale", "critical", "terminated", "superseded", "refused", "no":
            .red
        default: nil
        }
    }
}

extension Console {
    /// The text in a style, where the console has colours.
    func styled(_ text: String, _ style: Style?) -> String {
        guard hasColor, let style else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }
}
