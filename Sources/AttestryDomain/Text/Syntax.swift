/// A language that texts of users are written into: which ASCII characters it would act on, and
/// what stands for each of them.
///
/// Bytes are compared, never characters: a `<` with a combining letter after it is another
/// character and the same mark. What nobody sees is for `visible`, `singleLine` or `plainLines`.
package struct Syntax: Sendable {
    /// What is written for an ASCII character, by its value; nil where it stands for itself.
    private let escapes: [String?]

    private init(_ escapes: [Unicode.Scalar: String]) {
        self.escapes = (0..<0x80).map { escapes[Unicode.Scalar(UInt8($0))] }
    }

    /// A syntax that takes each of the marks for a letter after a backslash.
    private init(backslashing marks: String, and others: [Unicode.Scalar: String] = [:]) {
        self.init(others.merging(marks.unicodeScalars.map { ($0, "\\\($0)") }) { $1 })
    }

    /// HTML and XML, between tags and within quotes of either kind.
    package static let markup = Syntax([
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ])
    /// Slack, where mentions and links stand in angle brackets, and which knows three entities.
    package static let slack = Syntax(["&": "&amp;", "<": "&lt;", ">": "&gt;"])
    /// The Markdown of an adaptive card.
    package static let markdown = Syntax(backslashing: "\\`*_{}[]()#+!<>|~&")
    /// A TEXT of iCalendar (RFC 5545, 3.3.11).
    package static let calendar = Syntax(backslashing: "\\;,", and: ["\n": "\\n"])
    /// A label of Prometheus within its quotes.
    package static let metric = Syntax(backslashing: "\\\"", and: ["\n": "\\n"])
    /// A cell of CSV within its quotes (RFC 4180).
    package static let cell = Syntax(["\"": "\"\""])
    /// A word of a configuration of curl within its quotes (curl(1), `--config`).
    package static let configuration = Syntax(
        backslashing: "\\\"", and: ["\n": "\\n", "\r": "\\r", "\t": "\\t"])
    /// A monitor's line: a bar would begin the figures anew, and a semicolon ends a field in what
    /// Nagios hands on.
    package static let monitor = Syntax(["|": "/", ";": ","])

    /// The text as it stands in this syntax.
    package func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x80 && escapes[Int($0)] != nil }) else {
            return text
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 32)
        for byte in text.utf8 {
            if byte < 0x80, let escape = escapes[Int(byte)] {
                bytes += escape.utf8
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
