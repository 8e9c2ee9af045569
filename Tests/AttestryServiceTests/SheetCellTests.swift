import AttestryDomain
import Testing

@testable import AttestryService

struct SheetCellTests {
    private func value(
        _ text: String, _ content: ImportKind.Column.Content, _ form: DateForm? = nil
    ) throws -> String? {
        try SheetCells(dateForm: form).value(text, in: ImportKind.Column(name: "c", content))
    }

    @Test func `marks are words of yes and no in any case`() throws {
        for word in ["yes", "Y", "TRUE", "1", "x", "X "] {
            #expect(try value(word, .flag) == "yes", "\(word)")
        }
        for word in ["No", "n", "false", "0"] { #expect(try value(word, .flag) == "no", "\(word)") }
        #expect(try value("maybe", .flag) == "maybe")
    }

    @Test func `what says that there is nothing is empty`() throws {
        for text in ["", " ", "-", "–", "—", "n/a", "N/A", "\u{A0}N/A\u{3000}"] {
            #expect(try value(text, .text) == nil, "\(text)")
        }
        #expect(try value("--", .text) == "--")
        #expect(try value("NA", .text) == "NA")
    }

    @Test func `a choice is known in any case, as its columns are`() throws {
        #expect(try value("User Auditor", .words(["user", "user_auditor"])) == "user_auditor")
        #expect(try value("auditor", .words(["user"])) == "auditor")
        #expect(try value("NDA", .name) == "nda")
    }

    @Test(arguments: [
        ("45292", "serial number"), ("15/3/24", "two digits"), ("2024-03-15 10:30", "time of day"),
        ("15/3/2024", "as day/month/year, not as month/day/year"), ("soon", "not valid"),
    ])
    func `a day that cannot be read is named for what it is`(text: String, words: String) {
        #expect {
            _ = try value(text, .day, .mdy)
        } throws: {
            "\($0)".contains(words)
        }
    }

    @Test func `the error of a formula is nothing that a column holds`() {
        #expect(throws: RegistryError.self) { try value("#REF!", .text) }
    }
}
