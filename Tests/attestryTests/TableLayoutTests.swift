import AttestryDomain
import AttestryHost
import AttestryService
import Testing

@testable import attestry

struct TableLayoutTests {
    private static let header = ["code", "since", "agreements_in_force", "name", "flags"]
    private static let rows = [
        ["bluebird", "2026-11-27", "baa dpa nda", "Bluebird Health of the North", ""],
        [
            "a-code-of-some-length", "2025-01-01", "", "Ö",
            "edition_deadline_unconfirmed superseded",
        ],
    ]

    private static func console(_ width: Int) -> Console {
        Console(
            clock: Clock(now: { Timestamp(secondsSinceEpoch: 0) }, offset: Zone.offset),
            environment: ["NO_COLOR": "1"], actor: { "tester" }, terminalWidth: width,
            readInput: { [] }, writeOutput: { _ in }, writeErrors: { _ in })
    }

    private static func lines(_ width: Int, givesWay: Set<Int>) -> [String] {
        let layout = TableLayout(
            header: header, givesWay: header.indices.map(givesWay.contains),
            rows: rows.map { $0.map { Cell($0) } }, width: width)
        let console = console(width)
        return layout.headerLines(console) + layout.rowLines(console).joined()
    }

    @Test(arguments: 40...130, [[], [1, 4], [0, 1, 2, 3, 4]] as [Set<Int>])
    func `every word stands whole in a table of any width`(width: Int, givesWay: Set<Int>) {
        let lines = Self.lines(width, givesWay: givesWay)
        let words = lines.flatMap { $0.split(separator: " ") }
        for word in Self.rows.joined().flatMap({ $0.split(separator: " ") }) {
            #expect(words.contains(word))
        }
        #expect(lines.allSatisfy { $0.columns <= width })
    }

    @Test func `what has no room beside stands under its row, by the name of its column`() {
        #expect(
            Self.lines(48, givesWay: [1, 2, 4]) == [
                "code                   name",
                "bluebird               Bluebird Health of the",
                "                       North",
                "  since: 2026-11-27",
                "  agreements_in_force: baa dpa nda",
                "a-code-of-some-length  Ö",
                "  since: 2025-01-01",
                "  flags: edition_deadline_unconfirmed",
                "    superseded",
            ])
    }
}
