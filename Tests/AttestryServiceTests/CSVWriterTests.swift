import AttestryService
import AttestryTestSupport
import Testing

struct CSVWriterTests {
    /// The records of a CSV file by the letter of RFC 4180; nil where it is none.
    private func records(_ text: String) -> [[String]]? {
        var rest = Array(text.utf8)[...]
        var records: [[String]] = []
        var record: [String] = []
        while !rest.isEmpty {
            var cell: [UInt8] = []
            if rest.first == 0x22 {
                rest = rest.dropFirst()
                while rest.first != 0x22 || rest.dropFirst().first == 0x22 {
                    guard let byte = rest.popFirst() else { return nil }
                    if byte == 0x22 { rest = rest.dropFirst() }
                    cell.append(byte)
                }
                rest = rest.dropFirst()
            } else {
                while let byte = rest.first, byte != 0x2C, byte != 0x0D {
                    if byte == 0x22 || byte == 0x0A { return nil }
                    cell.append(byte)
                    rest = rest.dropFirst()
                }
            }
            record.append(String(decoding: cell, as: UTF8.self))
            if rest.starts(with: [0x0D, 0x0A]) {
                records.append(record)
                record = []
                rest = rest.dropFirst(2)
            } else if rest.popFirst() != 0x2C {
                return nil
            }
        }
        return record.isEmpty ? records : nil
    }

    private func isHarmless(_ line: String, _ cells: [String]) -> Bool {
        guard let read = records(line), read.count == 1, read[0].count == cells.count else {
            return false
        }
        return zip(read[0], cells).allSatisfy { got, cell in
            let isFormula = got.unicodeScalars.first.map {
                "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0)
            }
            let same = Array(got.utf8) == Array(cell.utf8)
            return isFormula != true && (same || Array(got.utf8) == Array("'\(cell)".utf8))
        }
    }

    @Test func `300 payloads stay one cell each, and none is a formula`() {
        for payload in Payloads.all {
            let cells = ["a", payload, "x\(payload)", ""]
            #expect(
                isHarmless(String(decoding: CSVWriter.record(cells), as: UTF8.self), cells),
                "\(payload)")
        }
    }

    @Test func `the writer of before, which compared characters, fails the same`() {
        let failed = Payloads.all.count { payload in
            let quoted =
                "\""
                + payload.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"") + "\""
            return !isHarmless(quoted + "\r\n", [payload])
        }
        #expect(failed > 10)
    }

    @Test func `a negative number is no formula, a signed one is`() {
        #expect(
            CSVWriter.record(["-5", "+5", "-5+1", "5"]) == Array("-5,'+5,'-5+1,5\r\n".utf8))
    }
}
