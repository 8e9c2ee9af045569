import AttestryDomain
import Testing

struct TypedTests {
    private static let today = CivilDate(dayNumber: 20_784)

    @Test(arguments: [
        ("2026-11-27", 20_784), ("today", 20_784), ("yesterday", 20_783), ("+30", 20_814),
        ("-30", 20_754), ("+0", 20_784),
    ])
    func `a day may be typed by its distance from today`(text: String, number: Int) throws {
        let day = try CivilDate(typed: text, field: "on") { Self.today }
        #expect(day.dayNumber == number)
    }

    @Test(arguments: ["30", "tomorrow", "+", "+ 3", "Today", "+1e3", "+99999999999999999999", ""])
    func `anything else is refused by the name of its option`(text: String) {
        #expect(throws: RegistryError.self) {
            try CivilDate(typed: text, field: "on") { Self.today }
        }
    }

    @Test func `one thing is counted in the singular`() {
        #expect(1.of("customer") == "1 customer")
        #expect([0, 2].map { $0.of("customer") } == ["0 customers", "2 customers"])
        #expect([1, 2].map { $0.of("entry") } == ["1 entry", "2 entries"])
        #expect([1, 2].map { $0.of("day") } == ["1 day", "2 days"])
        #expect(
            ["activity", "event", "user", "scheme"].map(\.withArticle)
                == ["an activity", "an event", "a user", "a scheme"])
    }
}
