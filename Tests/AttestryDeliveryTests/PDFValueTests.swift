import Testing

@testable import AttestryDelivery

struct PDFValueTests {
    private func value(_ text: String) -> PDFValue { PDFValue(Array(text.utf8)[...]) }

    @Test func `a value is looked into, whatever its texts hold`() {
        let page = value(
            #" { "/Kids" : [ "4 0 R" , 5, "u:a,]}\"[{" ], "/T":"u:\\", "/Last": {} } "#)
        #expect(page.entries.map(\.key) == ["/Kids", "/T", "/Last"])
        #expect(page["/Kids"]?.elements.map(\.string) == ["4 0 R", nil, #"u:a,]}\"[{"#])
        #expect(page["/Kids"]?.elements[1].number == 5)
        #expect(page["/T"]?.string == #"u:\\"#)
        #expect(page["/Last"]?.entries.isEmpty == true)
        #expect(page["/Kids"]?.entries.isEmpty == true)
        #expect(page["/Else"] == nil)
        #expect(value(#"{"a":null}"#)["a"] == nil)
    }

    @Test(arguments: ["", "{", "]", "[1", "{\"a\"", "{\"a\":", "{:1}", "\"", "[,]", "{{}}"])
    func `what is no JSON is looked into without harm`(text: String) {
        _ = value(text).entries
        #expect(value(text).elements.isEmpty)
        #expect(value(text)["a"] == nil || text == "{\"a\":")
    }

    @Test(arguments: [
        ("612", 612), ("-0.5", -0.5), ("1e300", nil), ("nan", nil), ("inf", nil), ("\"5\"", nil),
    ])
    func `a number is one that a page can be measured by`(text: String, expected: Double?) {
        #expect(value(text).number == expected)
    }
}
