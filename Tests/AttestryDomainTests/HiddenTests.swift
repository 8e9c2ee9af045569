import AttestryDomain
import AttestryTestSupport
import Testing

struct HiddenTests {
    /// What Unicode says of a scalar that is not to be acted on by whoever shows it.
    private func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: return true
        default: break
        }
        let isText =
            scalar.properties.isVariationSelector || scalar == "\u{200C}" || scalar == "\u{200D}"
        return scalar.properties.isDefaultIgnorableCodePoint && !isText
            || (0xFFF9...0xFFFB).contains(scalar.value) || (0xFFFE...0xFFFF).contains(scalar.value)
    }

    @Test func `the table is what Unicode says, but for the joiners and the variation selectors`() {
        let planes = [0...0x1FFFF, 0xE0000...0xE0FFF] as [ClosedRange<UInt32>]
        let wrong = planes.joined().compactMap(Unicode.Scalar.init).filter {
            $0.isHidden != isUnseen($0)
        }
        #expect(wrong.map { String($0.value, radix: 16) } == [])
    }

    @Test func `nothing hidden reaches a terminal, a line or lines, and nothing else is lost`() {
        for payload in Payloads.all {
            let seen = payload.unicodeScalars.filter { !$0.isHidden }
            for text in [payload.visible(), payload.singleLine(of: 500), payload.plainLines] {
                #expect(!text.unicodeScalars.contains { $0.isHidden && $0 != "\n" })
                var rest = text.unicodeScalars[...]
                for scalar in seen {
                    let place = rest.firstIndex(of: scalar)
                    #expect(place != nil)
                    rest = rest[(place.map { rest.index(after: $0) } ?? rest.endIndex)...]
                }
            }
            #expect(!payload.singleLine(of: 500).utf8.contains(0x0A))
        }
    }

    @Test func `hidden scalars have names on a terminal`() {
        #expect("a\u{1B}[2J\r\n\t\u{202E}\u{7}".visible() == "a\\e[2J\\r\\n\\t<U+202E><U+0007>")
        #expect("a\nb\u{9B}".visible(keepingNewlines: true) == "a\nb<U+009B>")
    }

    @Test func `line breaks of every kind become line feeds, each once`() {
        #expect("a\r\nb\rc\nd\u{85}e\u{2028}f\u{0}".plainLines == "a\nb\nc\nd\ne\nf\u{FFFD}")
        #expect("\r x \n\r\n".plainLines == "\n x \n\n")
    }

    @Test(arguments: Payloads.joiners)
    func `a text is cut by scalars, however much one character holds`(joiner: Unicode.Scalar) {
        let huge = "a" + String(String.UnicodeScalarView(repeatElement(joiner, count: 100_000)))
        for text in [huge.abbreviated, huge.cut(to: 78), huge.singleLine(of: 78)] {
            #expect(text.unicodeScalars.count == 78 && text.utf8.count <= 4 * 78)
            #expect(text.unicodeScalars.last == "…")
        }
        #expect("exactly".cut(to: 7) == "exactly" && "exactly".cut(to: 6) == "exact…")
        #expect(huge.cut(to: 50).beginning { $0.utf8.count <= 39 }.utf8.count > 30)
    }
}
