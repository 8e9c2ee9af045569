import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

@testable import AttestryPage

/// What leaves for other programs.
struct ExportTests {
    @Test func `a UUID of names is the one that everybody computes`() {
        // uuid5(uuid5(NAMESPACE_URL, "urn:attestry"), "7:Example,5:claim,8:iso27001") of Python.
        #expect(
            NameUUID(["Example", "claim", "iso27001"]).description
                == "6d8b7b9b-06ce-55a6-b2e0-a9469b27c73e")
        #expect(NameUUID(["é!"]).description == "3839bc35-83c7-5b3f-ac13-ff267358690a")
    }

    @Test func `names with the separator in them are other names`() {
        #expect(NameUUID(["a", "b"]).description != NameUUID(["a,1:b"]).description)
        #expect(NameUUID(["ab", ""]).description != NameUUID(["a", "b"]).description)
    }

    @Test func `no text of the user's acts where OSCAL reads Markdown`() throws {
        let hostile = "<script>\u{300}x</script> [a](javascript:b) \u{202E}y\n# z"
        let day = day("2026-11-28")
        let report = EvidenceBuilder(try code("soc3"), code: try code("soc3"))
            .report("2025-10-01", "2026-09-30", issued: "2026-11-05")
        let portfolio = Portfolio(
            schemes: try Catalogue.builtInSchemes(), evidence: [report.built])
        var publication = Publication(.evidence, report.built.code, recordedOn: day)
        publication.text = hostile
        let claim = try ClaimRules(portfolio, of: hostile, products: [], on: day)
            .claim(of: publication)
        let page = Page(
            organization: hostile, texts: PageTexts(), day: day,
            claims: [claim].compactMap(\.self))
        let definition = ComponentDefinition(page).json["component-definition"]
        let component = try #require(definition["components"].elements?.first)
        for text in [
            definition["metadata"]["title"], component["description"], component["remarks"],
        ] {
            let text = try #require(text.string)
            for mark: Unicode.Scalar in ["<", "[", "]", "(", "#"] {
                #expect(text.parts(at: mark).dropLast().allSatisfy { $0.ends(with: "\\") })
            }
            #expect(!text.utf8.contains(0x0A))
            #expect(!text.unicodeScalars.contains("\u{202E}"))
        }
    }
}
