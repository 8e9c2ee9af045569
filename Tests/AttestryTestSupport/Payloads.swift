/// Texts that switch an escaper off that compares characters: each mark of a syntax, with each
/// class of scalar around it that makes one character of both.
package enum Payloads {
    /// Marks of HTML, Slack, Markdown, CSV, calendars, monitors, mail and terminals.
    package static let marks: [Unicode.Scalar] = [
        "<", ">", "&", "\"", "'", "|", ";", ",", "=", "+", "-", "@", "\\", "*", "`", "[", "{", "\n",
        "\u{1B}", "＝",
    ]

    /// One scalar of each class that joins what stands beside it (UAX #29), or is not seen.
    package static let joiners: [Unicode.Scalar] = [
        "\u{301}", "\u{20DD}", "\u{94D}", "\u{903}", "\u{600}", "\u{1F3FB}", "\u{200D}",
        "\u{200C}", "\u{FE0F}", "\u{E0100}", "\u{34F}", "\u{20E3}", "\u{202E}", "\u{2066}",
        "\u{E0041}",
    ]

    /// 300 texts: the mark, followed and preceded by the scalar, and before what it would let live.
    package static let all: [String] = marks.flatMap { mark in
        joiners.map { joiner in
            let word = bait[mark] ?? "x"
            return "\(mark)\(joiner)\(word)\(joiner)\(mark)\(word)\(mark)\(joiner) end"
        }
    }

    private static let bait: [Unicode.Scalar: String] = [
        "<": "img src=x onerror=alert(1)>", "&": "lt;b", "\"": ",=1+1,", "=": "1+1", "+": "1+1",
        "-": "1+1", "@": "SUM(1)", "＝": "1+1", "|": "x=1;2;3", "[": "a](https://evil.example)",
        "\n": "BEGIN:VALARM", "\u{1B}": "[31mred", ",": "=1+1", "*": "*bold**", "{": "{DATE(1)}}",
    ]
}
