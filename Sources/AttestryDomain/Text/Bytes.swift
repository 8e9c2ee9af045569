extension StringProtocol {
    /// Whether the text begins with these bytes, whatever mark may follow them.
    package func begins(with start: String) -> Bool { utf8.starts(with: start.utf8) }

    /// Whether the text ends with these bytes.
    package func ends(with end: String) -> Bool {
        utf8.reversed().starts(with: end.utf8.reversed())
    }

    /// The lines of a text that are not empty, without what ends them.
    package var lines: [String] {
        String(self).unicodeScalars.split { $0.value == 0x0A || $0.value == 0x0D }
            .map { String($0) }
    }
}
