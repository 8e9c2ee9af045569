import AttestryDomain
import AttestryPage
import AttestryService
import Testing

/// The reader of claims, sentence by sentence (`rules.md` §10).
struct ClaimTests {
    private static let day = CivilDate(dayNumber: 20_784)

    /// The rules that a page breaks on 2026-11-27, but for notes.
    private func rules(_ page: String, file: String = "page.md") throws -> [String] {
        try PageChecker(Catalogue.pageKnowledge(), on: Self.day)
            .findings(Array(page.utf8), file: file, withNotes: false)
            .filter { $0.severity != .note }.map(\.rule)
    }

    @Test(
        "What the owner says of itself, now, is a claim",
        arguments: [
            ("We are ISO 27001:2013 certified and do not share your data.", "edition_retired"),
            ("Acme complies with PCI DSS v3.2.1.", "edition_retired"),
            ("Acme holds EN ISO/IEC 27001:2017 certification.", "edition_retired"),
            ("Wir sind nach ISO 27001:2013 zertifiziert.", "edition_retired"),
            ("Wij zijn gecertificeerd volgens ISO 27001:2013.", "edition_retired"),
            ("Nous sommes certifiés ISO 27001:2013.", "edition_retired"),
            ("We are ISO 27017:2015 and 27001:2013 certified.", "edition_retired"),
            ("Acme participates in the EU-U.S. Privacy Shield.", "scheme_ended"),
            ("Our controls are audited under SSAE 16.", "standard_replaced"),
            ("Our ISO 27001 certificate is valid until 11 September 2025.", "date_passed"),
            ("Our SOC 2 Type II report is expected in Q3 2025.", "date_passed"),
            ("Our SOC 2 Type II report (2022) is available.", "evidence_too_old"),
            ("Acme has achieved SOC 2 Type 2 certification.", "wording_soc_certified"),
            ("Our Service Organization Controls report is out.", "wording_soc_name"),
            ("The audit was done against the Trust Services Principles.", "wording_tsp_name"),
            ("Our company is TISAX certified.", "wording_tisax"),
            ("We are HIPAA certified.", "wording_hipaa"),
            ("Acme is certified to be compliant with the PCI DSS standard.", "wording_pci"),
            ("Acme is SecNumCloud certified.", "wording_qualified"),
            ("Acme is ISO 27001 accredited.", "wording_iso_accredited"),
            ("We are SOC 2 compliant.", "type_missing"),
        ])
    func claims(_ sentence: String, _ rule: String) throws {
        #expect(try rules(sentence).contains(rule))
    }

    @Test(
        "What is denied, planned, asked of others, said of others, explained or past is no claim",
        arguments: [
            "We are not SOC 2 certified.", "We are not yet ISO 27001:2013 certified.",
            "Our data centers are ISO 27001:2013 certified.",
            "Our hosting provider AWS is SOC 2 Type II certified.",
            "Credit cards are processed by Adyen (PCI DSS 3.2.1 Level 1 certified).",
            "ISO 27001:2013 was replaced by ISO 27001:2022.",
            "Our vendors must be ISO 27001:2013 or SOC 2 certified.",
            "What is SOC 2 certification?", "Are you PCI DSS certified?",
            "There is no such thing as HIPAA certification.",
            "We help companies get SOC 2 certified.",
            "We no longer rely on Privacy Shield.", "SOC 2 certification is coming soon.",
            "Formerly known as Service Organization Controls.",
            "ISO 27001:2022 certification is planned for Q1 2027.",
            "Wir sind nicht nach SOC 2 zertifiziert.",
            "Die ISO 27001:2013 ist eine internationale Norm.",
            "PCI DSS v4.0 introduces new requirements.",
            "We hold a SOC 2 Type II report for 1 October 2025 to 30 September 2026.",
            "See `ISO 27001:2013 certified` and https://example.com/iso-27001-2013-certified.",
            "<!-- We are ISO 27001:2013 certified. -->",
            "Security operations are run by our SOC 24 hours a day.",
        ])
    func noClaims(_ sentence: String) throws {
        #expect(try rules(sentence) == [])
    }

    @Test("A place is one of the source, past what is blanked and in scalars")
    func places() throws {
        let page =
            "# Trust\r\n\n<p class=\"a>b\">é👍🏽 We&nbsp;are <b>ISO 27001:2013</b> certified.</p>\n"
        let found = try PageChecker(Catalogue.pageKnowledge(), on: Self.day)
            .findings(Array(page.utf8), file: "a.html", withNotes: false)
        #expect(found.map(\.rule) == ["edition_retired"])
        #expect(found.map(\.line) == [3])
        #expect(found.map(\.column) == [35])
    }

    @Test(
        "Claims are read in every format",
        arguments: [
            ("a.md", "---\ntitle: x\n---\n- **ISO 27001:2013** certified\n"),
            ("a.html", "<table><tr><td>ISO 27001:2013</td><td>certified</td></tr></table>"),
            (
                "a.mdx",
                "import X from 'x'\n\n{/* no */}\n\n<Card>We are ISO 27001:2013 certified.</Card>"
            ),
            ("a.rst", "Trust\n=====\n\nWe are `ISO 27001:2013 <https://x.example>`_ certified.\n"),
            ("a.erb", "<% if x %><p>We are ISO 27001:2013 certified.</p><% end %>"),
            ("a.liquid", "{% if x %}We are ISO 27001:2013 certified.{% endif %}"),
            ("a.txt", "We are ISO 27001:2013 certified."),
        ])
    func formats(_ file: String, _ page: String) throws {
        #expect(try rules(page, file: file) == ["edition_retired"])
    }

    @Test("A comment with reason and day takes one finding back, any other is one itself")
    func suppressions() throws {
        let claim = "We are ISO 27001:2013 certified.\n"
        func allowed(_ words: String) throws -> [String] {
            try rules("<!-- attestry: allow \(words) -->\n\(claim)")
        }
        #expect(try allowed("edition_retired until 2026-11-27: the audit is next week") == [])
        #expect(
            try allowed("edition_retired until 2026-11-26: over")
                == ["suppression_past", "edition_retired"])
        #expect(
            try allowed("edition_retired") == ["suppression_incomplete", "edition_retired"])
        #expect(
            try allowed("wording_pci until 2027-01-01: not here")
                == ["suppression_unused", "edition_retired"])
    }

    @Test("Any bytes are read to their end")
    func anyBytes() throws {
        let checker = PageChecker(try Catalogue.pageKnowledge(), on: Self.day)
        let marks = [
            "<!--", "<", "[](", "](", "`", "```\n", "{%", "{", "|", "---\n", ".. a::\n", "&",
            "\u{FEFF}",
        ]
        for mark in marks {
            let page =
                Array(String(repeating: mark, count: 2_000).utf8) + Array("SOC 2 certified".utf8)
            _ = checker.findings(page, file: "a.md", withNotes: true)
        }
        for byte in UInt8.min...UInt8.max {
            _ = checker.findings([byte, byte, 0x20, byte], file: "a.rst", withNotes: true)
        }
    }
}
