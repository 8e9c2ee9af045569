import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

@testable import AttestryPage

struct OverviewPageTests {
    private static let hostile = "<script>\u{300}alert(1)</script> & \"'\u{202E}x\u{7}{{day}}"

    private func overview(_ text: String) throws -> Overview {
        let report = EvidenceBuilder(try code("soc2-type2"), code: try code("soc2"))
            .report("2023-10-01", "2024-09-30", issued: "2024-11-05")
        let portfolio = Portfolio(
            schemes: try Catalogue.builtInSchemes(), evidence: [report.built])
        let asked = day("2026-11-27")
        return Overview(
            organization: text, day: asked,
            figures: Overview.Figures(
                evidence: 3, inForce: 2, lapsing: 1, customers: 4, agreementsInForce: 5,
                openAlerts: 6),
            concerns: [Concern(.critical, text, .until, text)],
            lives: try portfolio.lives(of: [report.built.code], on: asked),
            plan: plan(text, from: asked),
            companies: [
                Overview.Company(
                    name: text, status: .customer,
                    agreements: [.init(title: text, state: .active, until: nil)], unmet: [])
            ], hasMoreCompanies: true,
            held: [
                Overview.Held(
                    version: try version("soc2@1"),
                    verdict: try portfolio.verdict(
                        on: report.built.code, version: 1, at: asked),
                    holders: 7, companies: 3, names: [text])
            ])
    }

    /// A plan of two days of a subject of this name, with this fact and owner.
    private func plan(_ text: String?, from first: CivilDate) -> Plan {
        let watched = text.map { text in
            Watched(
                AlertSubject(.agreement, key: 1, name: text), title: text, owner: text,
                anchors: ["2026-12-31", "2027-11-01"].map {
                    Anchor(.agreementEnd, on: day($0), recordedOn: first, fact: text)
                })
        }
        return Plan(
            from: first, to: day("2027-11-27"), of: [watched].compactMap(\.self),
            Ladders(rules: []), owner: nil)
    }

    private func page(_ overview: Overview) throws -> String {
        String(decoding: try OverviewPage(overview).bytes, as: UTF8.self)
    }

    @Test func `a text is never markup, and what nobody sees in it is shown`() throws {
        let page = try page(overview(Self.hostile))
        let shown =
            "&lt;script&gt;\u{300}alert(1)&lt;/script&gt; &amp; "
            + "&quot;&#39;&lt;U+202E&gt;x&lt;U+0007&gt;{{day}}"
        #expect(page.utf8.count > 3_000)
        #expect(!page.utf8.contains(0x07))
        #expect(!page.unicodeScalars.contains("\u{202E}"))
        #expect(page.ranges(of: shown).count == 13)
        #expect(!page.contains("<script"))
    }

    @Test func `the same overview gives the same bytes`() throws {
        #expect(try page(overview("Example")) == page(overview("Example")))
    }

    @Test func `the page fetches nothing and runs nothing`() throws {
        let page = try page(overview("Example"))
        #expect(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:"))
        for word in ["http://", "https://", "<script", "@import", " style="] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    @Test func `no template writes a text unescaped`() throws {
        for (name, bytes) in Templates.sources {
            // JSON-LD stands in a script, where no entity is read: it is escaped as JSON is.
            let text = String(decoding: bytes, as: UTF8.self)
                .replacing("<script type=\"application/ld+json\">{{{data}}}</script>", with: "")
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
        }
    }

    @Test func `what is empty says so`() throws {
        let empty = Overview(
            organization: "Example", day: day("2026-11-27"),
            figures: Overview.Figures(
                evidence: 0, inForce: 0, lapsing: 0, customers: 0, agreementsInForce: 0,
                openAlerts: nil),
            concerns: [], lives: [], plan: plan(nil, from: day("2026-11-27")), companies: [],
            hasMoreCompanies: false, held: [])
        let page = try page(empty)
        #expect(page.ranges(of: "<p>Nothing.</p>").count == 2)
        #expect(page.contains("No evidence is recorded."))
        #expect(page.contains("No customer and no agreement in force."))
        #expect(page.contains("Nobody holds anything."))
        #expect(!page.contains("<table") && !page.contains("open alerts"))
    }

    @Test func `months are named, the nearest first`() throws {
        let page = try page(overview("Example"))
        let months = page.matches(of: /<h3>(\w+ \d+)</).map { String($0.1) }
        #expect(months == ["December 2026", "November 2027"])
    }
}
