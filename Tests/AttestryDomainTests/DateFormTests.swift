import AttestryDomain
import Testing

struct DateFormTests {
    @Test(arguments: [
        ("15/3/2024", [DateForm.dmy]), ("3/15/2024", [.mdy]), ("3/4/2024", [.dmy, .mdy]),
        ("2024/3/15", [.ymd]), ("15.03.2024", [.dmy]), ("15. 3. 2024", [.dmy]),
        ("2024年3月15日", [.ymd]), ("31/4/2024", []), ("29/2/2023", []), ("29/2/2024", [.dmy]),
        ("15/3/24", []), ("1/2024", []), ("15 März 2024", []), ("", []), ("1/2/3/2024", []),
        ("31/12/1899", []), ("31/12/2200", []), ("2024-03-15", [.ymd]),
    ])
    func `a date is one in the orders in which the calendar has it`(
        text: String, forms: [DateForm]
    ) {
        #expect(DateForm.forms(of: text) == forms)
    }

    @Test func `day and month change places with the order`() {
        #expect(DateForm.dmy.day("3/4/2024") == CivilDate("2024-04-03"))
        #expect(DateForm.mdy.day("3/4/2024") == CivilDate("2024-03-04"))
        #expect(DateForm.ymd.day("2024.4.3") == CivilDate("2024-04-03"))
    }

    @Test func `a serial number is the day that a spreadsheet shows for it`() {
        let days = DateForm.days(ofSerial: "45292")
        #expect(days?.from1900 == CivilDate("2024-01-01"))
        #expect(days?.from1904 == CivilDate("2028-01-02"))
        #expect(DateForm.days(ofSerial: "2024") == nil)
        #expect(DateForm.days(ofSerial: "99999") == nil)
    }

    @Test func `blanks of every kind are taken off both ends and stay in between`() {
        #expect("\u{A0}\u{3000} a\u{A0}b \u{2007}\u{200B}\u{FEFF}\n".trimmed == "a\u{A0}b")
        #expect("\u{A0}".trimmed == "")
        #expect("e\u{301} ".trimmed == "e\u{301}")
    }
}
