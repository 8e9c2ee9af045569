extension String {
    /// The text with each line break, of whatever kind, as a line feed and with no other control
    /// character but the tab: what a text of a calendar or a feed may hold.
    var plainLines: String {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        var text = ""
        for character in self {
            if character.isNewline {
                text += "\n"
                continue
            }
            text.unicodeScalars += character.unicodeScalars.filter {
                $0 == "\t" || $0.properties.generalCategory != .control
            }
        }
        return text
    }
}
