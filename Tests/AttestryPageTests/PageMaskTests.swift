import Testing

@testable import AttestryPage

/// What is blanked of a page.
struct PageMaskTests {
    @Test func `a closing mark far away is looked for once`() {
        // Each opening mark would read the whole page again.
        let clock = ContinuousClock()
        for unit in ["![a", "{a", "](", "a ` `` ", "<a "] {
            let page = Array(String(repeating: unit, count: 200_000).utf8)
            let took = clock.measure { _ = PageMask(page, isRST: false) }
            #expect(took < .seconds(8), "\(unit): \(took)")
        }
    }

    @Test(arguments: [
        ("](a(b)c) after", "         after"), ("](a(b c", " (a(b c"), ("](a\nb)", " (a\nb)"),
        ("](](b)", " (    "),
    ])
    func `the address of a link ends at its own bracket, in its line`(page: String, left: String) {
        let mask = PageMask(Array(page.utf8), isRST: false)
        #expect(String(decoding: mask.shown, as: UTF8.self) == left)
    }
}
