import Testing

@testable import AttestryPage

/// What is blanked of a page.
struct PageMaskTests {
    @Test(arguments: [
        ("](a(b)c) after", "         after"), ("](a(b c", " (a(b c"), ("](a\nb)", " (a\nb)"),
        ("](](b)", " (    "),
    ])
    func `the address of a link ends at its own bracket, in its line`(page: String, left: String) {
        let mask = PageMask(Array(page.utf8), isRST: false)
        #expect(String(decoding: mask.shown, as: UTF8.self) == left)
    }
}
