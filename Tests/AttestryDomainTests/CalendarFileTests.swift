import AttestryDomain
import AttestryTestSupport
import Testing

struct CalendarFileTests {
    private func calendar(_ text: String) -> CalendarFile {
        CalendarFile(
            name: text,
            events: [
                CalendarEvent(
                    uid: "u@h", on: day("2028-02-29"), summary: text, description: text,
                    categories: ["evidence", "end"], changedAt: Timestamp(secondsSinceEpoch: 0),
                    sequence: 3)
            ])
    }

    /// The physical lines of a file; every one ends with CR LF.
    private func lines(_ calendar: CalendarFile) -> [[UInt8]] {
        var lines: [[UInt8]] = [[]]
        let bytes = calendar.bytes
        var index = 0
        while index < bytes.count {
            if bytes[index...].starts(with: [0x0D, 0x0A]) {
                lines.append([])
                index += 2
            } else {
                lines[lines.count - 1].append(bytes[index])
                index += 1
            }
        }
        return lines
    }

    /// The lines as they were before folding.
    private func unfolded(_ calendar: CalendarFile) -> [String] {
        var whole: [[UInt8]] = []
        for line in lines(calendar).dropLast() {
            if line.first == 0x20, !whole.isEmpty {
                whole[whole.count - 1] += line.dropFirst()
            } else {
                whole.append(line)
            }
        }
        return whole.map { String(decoding: $0, as: UTF8.self) }
    }

    private static let hostile = [
        "", "plain", "a,b;c\\d:e\"f", "one\ntwo\r\nthree\rfour\u{2028}five\u{85}six",
        "bell\u{7}esc\u{1B}[31m nul-free\u{9B}tab\there", "👩‍👩‍👧‍👦🇳🇱 שלום \u{202E}txet",
        String(repeating: "é", count: 200), String(repeating: "🙂", count: 100),
        String(repeating: "x", count: 10_000), "BEGIN:VALARM\r\nEND:VCALENDAR",
    ]

    @Test(arguments: hostile)
    func `a line has at most 75 octets and no character is cut`(text: String) {
        let lines = lines(calendar(text))
        #expect(lines.last == [])
        for line in lines {
            #expect(line.count <= 75)
            #expect(String(validating: line, as: UTF8.self) != nil)
            #expect(!line.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F })
        }
    }

    @Test(arguments: hostile)
    func `a text comes back as it was, its line breaks alike`(text: String) {
        let found = unfolded(calendar(text)).first { $0.hasPrefix("SUMMARY:") } ?? ""
        var back = ""
        var isEscaped = false
        for scalar in found.dropFirst(8).unicodeScalars {
            if isEscaped {
                back += scalar == "n" ? "\n" : String(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                back.unicodeScalars.append(scalar)
            }
        }
        var expected = ""
        for character in text {
            if character.isNewline {
                expected += "\n"
                continue
            }
            expected.unicodeScalars += character.unicodeScalars.map {
                let isUnseen = [.control, .format].contains($0.properties.generalCategory)
                return isUnseen && $0 != "\t" && $0 != "\u{200D}" ? "\u{FFFD}" : $0
            }
        }
        #expect(Array(back.unicodeScalars) == Array(expected.unicodeScalars))
        #expect(unfolded(calendar(text)).count == 21)
    }

    @Test func `a calendar reads as RFC 5545 has it`() {
        let text = unfolded(calendar("A, B")).joined(separator: "\n")
        #expect(
            text == """
                BEGIN:VCALENDAR
                VERSION:2.0
                PRODID:-//Attestry//Attestry//EN
                CALSCALE:GREGORIAN
                METHOD:PUBLISH
                NAME:A\\, B
                X-WR-CALNAME:A\\, B
                REFRESH-INTERVAL;VALUE=DURATION:PT12H
                X-PUBLISHED-TTL:PT12H
                BEGIN:VEVENT
                UID:u@h
                DTSTAMP:19700101T000000Z
                LAST-MODIFIED:19700101T000000Z
                SEQUENCE:3
                DTSTART;VALUE=DATE:20280229
                TRANSP:TRANSPARENT
                CATEGORIES:evidence,end
                SUMMARY:A\\, B
                DESCRIPTION:A\\, B
                END:VEVENT
                END:VCALENDAR
                """)
    }
}
