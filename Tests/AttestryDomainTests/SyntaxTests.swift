import AttestryDomain
import AttestryTestSupport
import Foundation
import Testing

/// Each escaper on 300 payloads, read back by a reader that knows nothing of it.
struct SyntaxTests {
    /// The escapers of before: they compare characters.
    private func byCharacters(_ text: String, _ escapes: [Character: String]) -> String {
        text.reduce(into: "") { $0 += escapes[$1] ?? String($1) }
    }

    private static let entities: [Character: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]

    /// How many of the payloads come out changed or live.
    private func failures(
        _ escape: (String) -> String, readBy read: (String) -> String?
    ) -> Int {
        Payloads.all.count { read(escape($0)).map { Array($0.utf8) } != Array($0.utf8) }
    }

    @Test func `the payloads are 300, each mark beside each class of scalar`() {
        #expect(Set(Payloads.all.map { Array($0.utf8) }).count == 300)
        #expect(Payloads.joiners.contains { "<\($0)".count == 1 })
        #expect(Payloads.joiners.contains { "\($0)<".count == 1 })
    }

    @Test func `no markup lives, and the text is read back whole`() {
        let names = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'"]
        func read(_ written: String) -> String? {
            var rest = Array(written.unicodeScalars)[...]
            var text = String.UnicodeScalarView()
            while let scalar = rest.popFirst() {
                if "<>\"'".unicodeScalars.contains(scalar) { return nil }
                guard scalar == "&" else {
                    text.append(scalar)
                    continue
                }
                guard let end = rest.firstIndex(of: ";") else { return nil }
                var name = String.UnicodeScalarView()
                name.append(contentsOf: rest[..<end])
                guard let mark = names[String(name)] else { return nil }
                text.append(contentsOf: mark.unicodeScalars)
                rest = rest[(end + 1)...]
            }
            return String(text)
        }
        #expect(failures(Syntax.markup.escaped, readBy: read) == 0)
        #expect(failures({ byCharacters($0, Self.entities) }, readBy: read) > 20)
    }

    @Test func `no mark of Slack, Markdown, a calendar or a label lives`() {
        /// Reads what stands after backslashes; nil where one of the marks stands without.
        func read(_ marks: String, _ written: String) -> String? {
            var rest = Array(written.unicodeScalars)[...]
            var text = String.UnicodeScalarView()
            while let scalar = rest.popFirst() {
                if scalar == "\\" {
                    guard let next = rest.popFirst() else { return nil }
                    text.append(next == "n" && marks.contains("\n") ? "\n" : next)
                } else if marks.unicodeScalars.contains(scalar) {
                    return nil
                } else {
                    text.append(scalar)
                }
            }
            return String(text)
        }
        for (syntax, marks) in [
            (Syntax.markdown, "\\`*_{}[]()#+!<>|~&"), (.calendar, "\\;,\n"), (.metric, "\\\"\n"),
        ] {
            var escapes = Dictionary(uniqueKeysWithValues: marks.map { ($0, "\\\($0)") })
            if marks.contains("\n") { escapes["\n"] = "\\n" }
            #expect(failures(syntax.escaped, readBy: { read(marks, $0) }) == 0)
            #expect(failures({ byCharacters($0, escapes) }, readBy: { read(marks, $0) }) > 20)
        }
        #expect(
            Payloads.all.allSatisfy { payload in
                !Syntax.slack.escaped(payload).unicodeScalars.contains { $0 == "<" || $0 == ">" }
            })
    }

    @Test func `a monitor finds neither a bar nor a semicolon`() {
        func isCalm(_ line: String) -> Bool {
            !line.utf8.contains { $0 == 0x7C || $0 == 0x3B || $0 == 0x0A }
        }
        #expect(Payloads.all.allSatisfy { isCalm(Syntax.monitor.escaped($0.visible())) })
        let barred = Payloads.all.filter {
            $0.visible().replacing("|", with: "/").utf8.contains(0x7C)
        }
        #expect(barred.count > 10)
    }

    @Test func `a text of plain ASCII is handed on as it is`() {
        let text = String(repeating: "plain text 0123 ", count: 100)
        for syntax in [Syntax.markup, .slack, .markdown, .calendar, .metric, .cell, .monitor] {
            #expect(syntax.escaped(text) == text)
        }
    }
}
