import AttestryDomain
import AttestryTestSupport
import Testing

@testable import AttestryService

struct SheetTests {
    private let known = ImportKind.customer.known

    private func sheet(_ bytes: [UInt8], _ encoding: SheetEncoding? = nil) throws -> Sheet {
        var source = SheetSource(bytes)
        source.encoding = encoding
        return try Sheet(source) { known[$0] != nil }
    }

    private func rows(_ sheet: Sheet) throws -> [[String]] {
        var rows: [[String]] = []
        try sheet.walk { rows.append($0.fields.map(\.text)) }
        return rows
    }

    @Test(arguments: [",", ";", "\t", "|"])
    func `the separator is the one by which the header is known`(separator: String) throws {
        let lines =
            ["code", "Handles PHI"].joined(separator: separator) + "\r\n"
            + ["a", "yes"].joined(separator: separator)
        #expect(try sheet(Array(lines.utf8)).header == ["code", "Handles PHI"])
        #expect(try rows(sheet(Array(lines.utf8))) == [["a", "yes"]])
        let named = try sheet(Array("sep=\(separator)\r\n\(lines)".utf8))
        #expect(named.header == ["code", "Handles PHI"])
        #expect(named.headerPlace.line == 2)
    }

    @Test func `text in UTF-16 of either end, with a mark or without, and in UTF-8 reads alike`()
        throws
    {
        let text = "code;name\r\nå;Žluťoučký 猫 🐈\r\n"
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for bytes in [
            big, little, [0xFE, 0xFF] + big, [0xFF, 0xFE] + little, Array(text.utf8),
            [0xEF, 0xBB, 0xBF] + text.utf8,
        ] {
            let sheet = try sheet(bytes)
            #expect(sheet.header == ["code", "name"])
            #expect(sheet.problem == nil)
            #expect(try rows(sheet) == [["å", "Žluťoučký 猫 🐈"]])
        }
    }

    @Test func `what reads only as Windows-1252 is asked for, and read so where it is named`()
        throws
    {
        let bytes = Array("code,name\na,M".utf8) + [0xFC] + Array("ller ".utf8) + [0x80]
        let guessed = try sheet(bytes)
        #expect(guessed.problem?.detail.contains("line 2") == true)
        #expect(guessed.problem?.detail.contains("Müller €") == true)
        let named = try sheet(bytes, SheetEncoding(named: "Windows-1252"))
        #expect(named.problem == nil)
        #expect(try rows(named) == [["a", "Müller €"]])
        #expect(throws: RegistryError.self) { try sheet(bytes, .utf8) }
    }

    @Test func `half a character of UTF-16 is refused with its line`() {
        let bytes: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x00, 0xD8, 0x62, 0]
        #expect {
            _ = try sheet(bytes)
        } throws: {
            "\($0)".hasPrefix("line 2")
        }
    }

    @Test func `titles above the header are skipped and said, empty rows are no rows`() throws {
        let sheet = try sheet(Array("Our customers,\n,\n\nCode,Name\n,\na,b\n \u{A0},\t\n".utf8))
        #expect(sheet.header == ["Code", "Name"])
        #expect(sheet.headerPlace.line == 4)
        #expect(sheet.notes == ["line 1 is taken for a title: 'Our customers'"])
        #expect(try rows(sheet) == [["a", "b"]])
    }

    @Test(arguments: [
        ("%PDF-1.7\n", "a PDF"), ("{\"a\": 1}", "JSON"), ("[ {\"a\": 1}]", "JSON"),
        ("\n<!DOCTYPE html>", "a web page"), ("<?xml version=\"1.0\"?>", "XML"),
        ("PK\u{3}\u{4}....xl/workbook.xml", "a workbook (.xlsx)"),
        ("PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "(.ods)"),
        ("PK\u{3}\u{4}x", "a ZIP archive"), ("GIF89a", "a picture"),
        ("SQLite format 3\u{0}", "a database"), ("{\\rtf1", "RTF"),
    ])
    func `a file of another kind is named for what it is`(start: String, name: String) {
        #expect {
            _ = try sheet(Array(start.utf8))
        } throws: {
            "\($0)".contains(name)
        }
    }

    @Test func `an old workbook and one with a password are told apart`() {
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let locked = old + "EncryptedPackage".utf16.flatMap { [UInt8($0), 0] }
        #expect(throws: (any Error).self) { try sheet(old) }
        #expect {
            _ = try sheet(locked)
        } throws: {
            "\($0)".contains("password")
        }
        #expect {
            _ = try sheet(old)
        } throws: {
            "\($0)".contains(".xls")
        }
    }

    @Test func `columns of a spreadsheet have its letters`() {
        #expect(
            [0, 25, 26, 701, 702, 16_383].map(SheetPlace.letters) == [
                "A", "Z", "AA", "ZZ", "AAA", "XFD",
            ])
    }
}
