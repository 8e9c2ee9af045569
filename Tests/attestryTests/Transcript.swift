import Foundation

/// A session at the command line as a text file, played in a console of its own.
///
/// Lines: `@ 2026-11-23` sets the day, `= 80` makes the output a terminal of that width and `=
/// pipe` a pipe, `< NAME` begins a file that ends at a lone `.`, `$ words` runs a command. What
/// stands after `> ` before it is typed at a terminal while it runs, and `> ^D` is the end there.
/// Under a command stands what it wrote: standard output as it is, standard error after `! `, a
/// status that is not 0 after `? `. Lines that begin with `#` are remarks.
struct Transcript {
    private let text: String

    init(file: URL) throws {
        text = try String(contentsOf: file, encoding: .utf8)
    }

    /// The file as it would read if every command wrote what it writes now.
    func played() throws -> (expected: String, actual: String) {
        let session = try Session()
        var actual = ""
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = lines.popFirst() {
            switch line.first {
            case "#", "@", "=", ">":
                actual += line + "\n"
                try session.direct(String(line))
            case "<":
                actual += line + "\n"
                var content = ""
                while let next = lines.popFirst() {
                    actual += next + "\n"
                    if next == "." { break }
                    content += next + "\n"
                }
                try session.write(content, to: String(line.dropFirst(2)))
            case "$":
                actual += line + "\n" + session.transcribed(String(line.dropFirst(2))) + "\n"
                while let next = lines.first, next.first != "$", next.first != "@",
                    next.first != "=", next.first != "<", next.first != "#",
                    next.first != ">"
                {
                    lines.removeFirst()
                }
            default: break
            }
        }
        return (text, actual)
    }
}
