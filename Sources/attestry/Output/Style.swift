import AttestryDomain

/// Colours of a terminal (ECMA-48), used only where there is one.
enum Style: String {
    case red = "31"
    case yellow = "33"
    case green = "32"
    case bold = "1"
    case faint = "2"

    init?(_ tone: Tone?) {
        switch tone {
        case .good: self = .green
        case .notice: self = .yellow
        case .bad: self = .red
        case nil: return nil
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
