import Testing

@testable import AttestryDelivery

struct PDFValueTests {
    private func text(_ value: PDFValue?) -> String? {
        value.map { String(decoding: $0.text, as: UTF8.self) }
    }

    @Test func `a value is looked into, whatever its texts hold`() {
        let page = PDFValue(
            #"<< /Kids [ 4 0 R 5 (a]>> \)[(\\)) <3E5d> ] /Sub << /K [ ] >> /R /R /N null >>"#)
        #expect(page.entries.map { text($0.key) } == ["/Kids", "/Sub", "/R", "/N"])
        #expect(
            page["/Kids"]?.elements.map(text) == ["4 0 R", "5", #"(a]>> \)[(\\))"#, "<3E5d>"])
        #expect(text(page["/Sub"]) == "<< /K [ ] >>")
        #expect(text(page["/R"]) == "/R")
        #expect(page["/N"] == nil)
        #expect(page["/Else"] == nil)
        #expect(page.elements.isEmpty)
        #expect(page["/Kids"]?.entries.isEmpty == true)
    }

    @Test(arguments: ["", "<<", "]", "[ 1", "<< /A", "<< /A ( >>", "<< >", "[ (\\", "/", ">>", "R"])
    func `what is no value is looked into without harm`(text: String) {
        #expect(PDFValue(text).entries.isEmpty)
        #expect(PDFValue(text).elements.isEmpty)
        #expect(PDFValue(text)["/A"] == nil)
    }

    @Test(arguments: [
        (0, "0.00000"), (-1.5, "-1.50000"), (.infinity, "1000000000.00000"),
        (-1e300, "-1000000000.00000"), (.nan, "0.00000"),
    ])
    func `every number can be spelled`(number: Double, expected: String) {
        #expect(PDFValue.spelling(number) == expected)
    }

    @Test(arguments: [
        ("612", 612), ("612.", 612), ("0000000612.00", 612), ("-.5", -0.5), ("0.00003", 0.00003),
        ("12345678901234567890123456", nil), ("1e300", nil), ("nan", nil), ("inf", nil),
        ("(5)", nil), ("--5", nil), ("", nil),
    ])
    func `a number is one that a page can be measured by`(text: String, expected: Double?) {
        #expect(PDFValue(text).number == expected)
    }

    @Test(arguments: [
        ("4 0 R", 4), ("4", nil), ("/R", nil), ("(4 0 R)", nil), ("R", nil),
        ("99999999999999999999 0 R", nil),
    ])
    func `a reference names an object`(text: String, expected: Int?) {
        #expect(PDFValue(text).reference == expected)
    }

    @Test func `a dictionary changes where it is told to, and its other bytes stay`() {
        let page = PDFValue("<< /Coords [ 0.00003 612. ] /Old 1 /F#cb#ce 0000612.00 /Last 2 >>")
        #expect(
            text(page.with([("/Old", nil), ("/Last", PDFValue("3")), ("/New", PDFValue("[ ]"))]))
                == "<< /Coords [ 0.00003 612. ] /F#cb#ce 0000612.00 /Last 3 /New [ ] >>")
        #expect(text(PDFValue("null").with([])) == "<< >>")
    }

    @Test func `a value ends where the next one begins`() {
        func first(_ text: String) -> PDFValue? { PDFValue(beginning: Array(text.utf8)[...]) }
        #expect(text(first("\n<< /A << /B 1 >> >>\nstream\n>>")) == "<< /A << /B 1 >> >>")
        #expect(text(first("\n12\nendobj")) == "12")
        #expect(first("\n<< /A << /B 1 >>") == nil)
        #expect(first("12") == nil)
    }

    @Test(arguments: [
        ("(plan \\(1\\).txt)", "plan (1).txt"), ("<feff00c400e9>", "Äé"), ("(\\304\\351)", "Äé"),
        ("<feffd83dde80>", "🚀"), ("()", ""), ("(\\)", "\\"), ("<f>", ""),
    ])
    func `the name of a file is read from a string`(text: String, expected: String) {
        #expect(PDFValue(text).string == expected)
    }

    @Test(
        arguments: [
            (0.5, "0.50000"), (-0.5, "-0.50000"), (612, "612.00000"), (-0.00001, "-0.00001"),
            (1e300, "1000000000.00000"), (-1e300, "-1000000000.00000"),
        ] as [(Double, String)])
    func `a number is spelled without an exponent`(value: Double, expected: String) {
        #expect(PDFValue.spelling(value) == expected)
    }
}
