import AttestryDomain
import AttestryTestSupport
import Testing

struct CivilDateTests {
    @Test func `every day from 1900 to 2199 survives the way to text and back`() throws {
        let first = try #require(CivilDate("1900-01-01"))
        let last = try #require(CivilDate("2199-12-31"))
        #expect(first.days(until: last) == 109_572)
        for number in first.dayNumber...last.dayNumber {
            let day = CivilDate(dayNumber: number)
            #expect(CivilDate(day.description) == day)
        }
    }

    @Test func `adding months stops at the end of a shorter month`() {
        #expect(day("2024-02-29").adding(months: 12) == day("2025-02-28"))
        #expect(day("2026-01-31").adding(months: 1) == day("2026-02-28"))
        #expect(day("2026-03-31").adding(months: -1) == day("2026-02-28"))
        #expect(day("2025-08-31").adding(months: 18) == day("2027-02-28"))
    }

    @Test(arguments: [
        "2026-02-30", "2025-02-29", "26-01-01", "2026-1-1", "2026/01/01", "2026-01-01 ",
        " 2026-01-01", "2026-13-01", "2026-00-10", "2026-01-00", "1899-12-31", "2200-01-01", "",
        "today", "２０２６-01-01", "2026-01-01T00:00:00Z", "-026-01-01", "+026-01-01", "20260101",
    ])
    func `a text that is no day of those years is refused`(text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test func `a date known to the month or year counts from its last day`() {
        #expect(CivilDate(lastOf: "2025-10") == day("2025-10-31"))
        #expect(CivilDate(lastOf: "2024-02") == day("2024-02-29"))
        #expect(CivilDate(lastOf: "2024") == day("2024-12-31"))
        #expect(CivilDate(lastOf: "2022-10-25") == day("2022-10-25"))
        for text in ["2025-13", "20255", "2025-1", "2025-", "", "2025-10\u{301}", "２０"] {
            #expect(CivilDate(lastOf: text) == nil, "\(text)")
        }
    }

    @Test func `a timestamp survives the way to text and back and knows its day in a zone`() throws
    {
        let instant = try #require(Timestamp("2026-11-23T23:30:00Z"))
        #expect(instant.description == "2026-11-23T23:30:00Z")
        #expect(instant.date(secondsFromUTC: 0) == day("2026-11-23"))
        #expect(instant.date(secondsFromUTC: 3_600) == day("2026-11-24"))
        #expect(instant.date(secondsFromUTC: -86_400) == day("2026-11-22"))
        #expect(Timestamp("2026-11-23T24:00:00Z") == nil)
        #expect(Timestamp("2026-11-23 23:30:00Z") == nil)
        #expect(Timestamp("1965-03-01T05:06:07Z")?.description == "1965-03-01T05:06:07Z")
    }

    @Test func `100 000 random dates and month additions agree with Python's datetime`() throws {
        struct Line: Decodable {
            let date: String
            let ordinal: Int
            let months: Int
            let plus_months: String
            let other: String
            let difference: Int
        }
        let lines = try Oracle.values(
            "dates_check.py", ["--count", "100000", "--seed", "20261123"], as: Line.self)
        #expect(lines.count == 100_000)
        for line in lines {
            let date = try #require(CivilDate(line.date))
            #expect(date.dayNumber == line.ordinal)
            #expect(date.adding(months: line.months).description == line.plus_months)
            let other = try #require(CivilDate(line.other))
            #expect(date.days(until: other) == line.difference)
        }
    }
}
