import AttestryDomain
import Foundation
import Testing

struct JSONWriterTests {
    private func canonical(_ value: JSONValue) -> String {
        String(decoding: value.canonical, as: UTF8.self)
    }

    @Test func `keys are sorted by UTF-16 code units, as in the example of RFC 8785`() {
        let value: JSONValue = [
            "\u{20AC}": "Euro Sign", "\r": "Carriage Return", "\u{FB33}": "Hebrew Letter Dalet",
            "1": "One", "\u{1F600}": "Emoji", "\u{80}": "Control", "\u{F6}": "Latin Small Letter O",
        ]
        let order = ["\\r", "1", "\u{80}", "\u{F6}", "\u{20AC}", "\u{1F600}", "\u{FB33}"]
        var rest = canonical(value)[...]
        for key in order {
            let place = rest.range(of: "\"\(key)\":")
            #expect(place != nil, "\(key)")
            rest = rest[(place?.upperBound ?? rest.endIndex)...]
        }
    }

    @Test func `only the escapes that JSON demands are written`() {
        let text = "\u{20AC}$\u{0F}\nA'B\"\\\\\"/\u{7F}\u{2028}"
        #expect(
            canonical(.string(text))
                == "\"\u{20AC}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7F}\u{2028}\"")
    }

    @Test func `there is no white space, and numbers are whole`() {
        let value: JSONValue = ["b": .array([1, true, .null]), "a": .object([:]), "c": -7]
        #expect(canonical(value) == #"{"a":{},"b":[1,true,null],"c":-7}"#)
    }

    @Test func `the form for people holds the same document`() {
        let value: JSONValue = ["b": .array([1, 2]), "a": .array([])]
        let text = String(decoding: value.document, as: UTF8.self)
        #expect(text == "{\n  \"a\": [],\n  \"b\": [\n    1,\n    2\n  ]\n}\n")
    }
}
