import AttestryDomain
import Testing

@testable import attestry

struct ConsoleTests {
    /// What arrives at a place where both streams go, in its order.
    private final class Screen {
        var text = ""
    }

    private func shown(width: Int?) -> String {
        let screen = Screen()
        let console = Console(
            clock: .system, environment: [:], actor: { "tester" }, terminalWidth: width,
            readInput: { [] }, writeOutput: { screen.text += String(decoding: $0, as: UTF8.self) },
            writeErrors: { screen.text += String(decoding: $0, as: UTF8.self) })
        console.print("lost: 7")
        console.complain("they would be lost", hint: nil)
        console.print("kept: 8")
        console.note("note: kept")
        try? console.flush()
        return screen.text
    }

    @Test func `on a terminal what is said stands under what it speaks of`() {
        #expect(shown(width: 80) == "lost: 7\nerror: they would be lost\nkept: 8\nnote: kept\n")
    }

    @Test func `a pipe gets the result in one piece`() {
        #expect(shown(width: nil) == "error: they would be lost\nnote: kept\nlost: 7\nkept: 8\n")
    }
}
