import AttestryDomain
import AttestryLog
import Testing

struct RowImageTests {
    @Test(arguments: [
        "", "plain", "Grüße 😀", "a\"b\\c/\u{8}\t\n\u{C}\r\u{1F}\u{7F}\u{2028}", "\0x",
    ])
    func `an image is the canonical JSON of its columns`(text: String) {
        var text = text
        var image = RowImage()
        for number in [0, 7, -42, .max, .min] {
            image.begin()
            RowImage.quoted("n").withUnsafeBytes { image.add(name: $0) }
            image.add(number)
            RowImage.quoted("t").withUnsafeBytes { image.add(name: $0) }
            text.withUTF8 { image.add(text: UnsafeRawBufferPointer($0)) }
            RowImage.quoted("x").withUnsafeBytes { image.add(name: $0) }
            image.addNull()
            image.end()
            let value: JSONValue = ["n": .number(number), "t": .string(text), "x": .null]
            #expect(image.bytes == value.canonical)
        }
    }

    @Test func `bytes are spelled and read in hexadecimal digits`() {
        let bytes: [UInt8] = [0x00, 0x0F, 0xA5, 0xFF]
        #expect(bytes.hexadecimal == "000fa5ff")
        #expect([UInt8](hexadecimal: "000fa5ff") == bytes)
        #expect([UInt8](hexadecimal: "0") == nil)
        #expect([UInt8](hexadecimal: "0g") == nil)
    }
}
