import AttestryDomain
import AttestryTestSupport
import Testing

@testable import AttestryService

struct SafeCellTests {
    private static let odd = [
        "", "x", "=1", "'=1", "''=1", "'", "''", "-", "'-", "-5", "'-5", "--5", "+5", " x", "x ",
        "'x ", "n/a", "N/A", "'n/a", "'s-Hertogenbosch", "\tx", "\nx", "＝1", "'＝1", "\u{A0}x",
        "=\u{301}1",
    ]

    @Test func `each text comes back from its cell, through the trimming of others`() {
        for text in Self.odd + Payloads.all {
            let cell = SafeCell.written(text)
            let read = SafeCell.meant(cell) ?? cell.trimmed
            #expect(Array(read.utf8) == Array(text.utf8), "\(text) as \(cell)")
        }
    }

    @Test func `what a person typed with an apostrophe stays, but for a formula behind it`() {
        #expect(SafeCell.meant("'s-Hertogenbosch") == nil)
        #expect(SafeCell.meant("'t Hart") == nil)
        #expect(SafeCell.meant("'=1+1") == "=1+1")
        #expect(SafeCell.written("-5") == "-5")
        #expect(SafeCell.written("-") == "'-")
    }

    @Test func `the writer of before, which put an apostrophe before formulas alone, loses some`() {
        let lost = Self.odd.count { text in
            let cell = text.unicodeScalars.first.map { "=+-@".unicodeScalars.contains($0) } ?? false
            return (SafeCell.meant(cell ? "'" + text : text) ?? text.trimmed) != text
        }
        #expect(lost > 4)
    }
}
