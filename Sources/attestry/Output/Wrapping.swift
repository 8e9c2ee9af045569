import AttestryDomain

extension String {
    /// The text broken at spaces into lines of at most so many columns.
    func wrapped(to width: Int) -> [String] {
        guard columns > width else { return [self] }
        var lines: [String] = []
        var line = ""
        for word in unicodeScalars.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.columns + 1 + String(word).columns > width {
                lines.append(line)
                line = String(word)
            } else {
                line += (line.isEmpty ? "" : " ") + String(word)
            }
        }
        return lines + [line]
    }

    /// The columns of its longest word.
    var longestWord: Int { parts(at: " ").map(\.columns).max() ?? 0 }

    /// The columns of its longest part where it may be broken after an underscore, as names are.
    var longestPart: Int { parts(to: 0).map(\.columns).max() ?? 0 }

    /// A name broken after underscores into lines of at most so many columns.
    func parts(to width: Int) -> [String] {
        guard columns > width else { return [self] }
        let parts = self.parts(at: "_")
        var lines: [String] = []
        for (index, part) in parts.enumerated() {
            let text = part + (index == parts.count - 1 ? "" : "_")
            if let last = lines.last, (last + text).columns <= width {
                lines[lines.count - 1] = last + text
            } else {
                lines.append(text)
            }
        }
        return lines
    }
}
