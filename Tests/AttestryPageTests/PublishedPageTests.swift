import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

@testable import AttestryPage

struct PublishedPageTests {
    private static let hostile = "<script>\u{300}alert(1)</script> & \"'\u{202E}x\u{7}{{day}}"

    private func page(_ text: String) throws -> Page {
        let day = day("2026-11-28")
        let report = EvidenceBuilder(try code("soc3"), code: try code("soc3"))
            .report("2025-10-01", "2026-09-30", issued: "2026-11-05")
        let portfolio = Portfolio(
            schemes: try Catalogue.builtInSchemes(), evidence: [report.built])
        var publication = Publication(.evidence, report.built.code, recordedOn: day)
        (publication.text, publication.section) = (text, text)
        let claim = try ClaimRules(portfolio, of: text, products: [], on: day)
            .claim(of: publication)
        var texts = PageTexts()
        (texts.title, texts.intro, texts.notHeld) = (text, text, text)
        texts.contact = "trust@example.com"
        texts.securityContact = "https://example.com/security"
        return Page(
            organization: text, texts: texts, day: day, claims: [claim].compactMap(\.self))
    }

    private func text(_ name: String, of page: PublishedPage) throws -> String {
        let file = try #require(try page.files.first { $0.name == name })
        return String(decoding: file.bytes, as: UTF8.self)
    }

    @Test func `no text of the user's acts in any file, and what is hidden is shown`() throws {
        let page = try PublishedPage(page(Self.hostile))
        for file in try page.files {
            let text = String(decoding: file.bytes, as: UTF8.self)
            // In JSON a bracket is a letter like any other.
            if !file.name.hasSuffix(".json") {
                #expect(!text.utf8.containsSequence("<script>"), "\(file.name)")
            }
            #expect(!text.unicodeScalars.contains("\u{202E}"), "\(file.name)")
            #expect(!text.unicodeScalars.contains("\u{7}"), "\(file.name)")
        }
        #expect(try text("index.md", of: page).utf8.containsSequence("\\<script\\>"))
    }

    @Test func `every file says on which day it is true, and until when to rely on it`() throws {
        let page = try PublishedPage(page("Example"))
        for name in ["index.html", "index.md", "llms.txt", "index.json", "evidence/soc3.html"] {
            let text = try text(name, of: page)
            #expect(text.contains("2026-11-28") && text.contains("2026-11-30"), "\(name)")
        }
    }

    @Test func `index.html comes last, and security.txt lapses thirty days later`() throws {
        let page = try PublishedPage(page("Example"))
        #expect(try page.files.last?.name == "index.html")
        #expect(
            try text(".well-known/security.txt", of: page)
                == "Contact: https://example.com/security\nExpires: 2026-12-28T00:00:00Z\n")
    }

    @Test func `a template of the user's takes the place of the program's`() throws {
        let own = ["index.mustache": Array("{{title}}: {{#claims}}{{code}}{{/claims}}".utf8)]
        let page = try PublishedPage(page("A<b"), templates: own)
        #expect(try text("index.html", of: page) == "A&lt;b: soc3")
        #expect(throws: RegistryError.self) {
            try PublishedPage(self.page("A"), templates: ["other.mustache": []])
        }
        #expect(throws: RegistryError.self) {
            try PublishedPage(
                self.page("A"), templates: ["index.mustache": Array("{{#open}}".utf8)])
        }
    }
}

extension Sequence<UInt8> {
    /// Whether the bytes of a text stand somewhere in these.
    fileprivate func containsSequence(_ text: String) -> Bool {
        let (all, wanted) = (Array(self), Array(text.utf8))
        guard all.count >= wanted.count else { return false }
        return (0...(all.count - wanted.count)).contains { all[$0...].starts(with: wanted) }
    }
}
