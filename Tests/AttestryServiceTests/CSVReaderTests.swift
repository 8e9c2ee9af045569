import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

struct CSVReaderTests {
    private func read(_ text: String) throws -> [[String]] {
        try CSVReader.records(Array(text.utf8)).map { $0.map(\.text) }
    }

    @Test func `line ends of both kinds, quotes and empty cells`() throws {
        #expect(try read("a,b\r\nc,d\ne,f") == [["a", "b"], ["c", "d"], ["e", "f"]])
        #expect(try read(#""a,""b""","c"# + "\r\n" + #"d",e"#) == [["a,\"b\"", "c\r\nd", "e"]])
        #expect(try read(",\n\n,,\n") == [["", ""], ["", "", ""]])
        #expect(try read("") == [])
        #expect(try read("\u{FEFF}a,b") == [["a", "b"]])
    }

    @Test func `each field knows the line it starts on`() throws {
        let records = try CSVReader.records(Array("a\n\"b\n\nc\",d\n\ne".utf8))
        #expect(records.map { $0.map(\.line) } == [[1], [2, 4], [6]])
    }

    @Test(arguments: ["\n", "\r", "\r\n"])
    func `a line counts once, whichever way it ends, empty ones and those in quotes too`(
        end: String
    ) throws {
        let text = ["a", "", "", "\"b", "", "c\",d", "", "e", ""].joined(separator: end)
        let records = try CSVReader.records(Array(text.utf8))
        #expect(records.map { $0.map(\.line) } == [[1], [4, 6], [8]])
        #expect(records[1][0].text == "b\(end)\(end)c")
        #expect {
            _ = try read("a\(end)\(end)b\"")
        } throws: { error in
            "\(error)".hasPrefix("line 3")
        }
    }

    @Test(arguments: [
        ("a\n\"b\nc", "line 2"), ("a\n\"b\"c", "line 2"), ("a\nb\"c", "line 2"),
    ])
    func `what is malformed is refused with its line`(text: String, line: String) {
        #expect {
            _ = try read(text)
        } throws: { error in
            "\(error)".hasPrefix(line)
        }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(throws: RegistryError.self) { try CSVReader.records([0x61, 0xFF]) }
    }

    @Test func `marks beside a quote, a comma or a line end stay with their field`() throws {
        for payload in Payloads.all where payload.unicodeScalars.first != "\u{FEFF}" {
            let escaped = "\"\(Syntax.cell.escaped(payload))\""
            #expect(try read("\(escaped),x\r\ny") == [[payload, "x"], ["y"]])
        }
    }
}
