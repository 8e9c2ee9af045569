import AttestryDomain
import AttestryService
import AttestryStorage
import AttestryTestSupport
import Testing

/// `rules.md` §1 and §3 over the catalogue: what its sources decide, and what they are too weak to.
struct SchemeFactTests {
    private let schemes: [Scheme]

    init() throws { schemes = try Catalogue.builtInSchemes() }

    private func scheme(_ name: String) throws -> Scheme {
        let wanted = try code(name)
        return try #require(schemes.first { $0.code == wanted }, "\(name)")
    }

    private func state(_ evidence: EvidenceBuilder, _ on: String) throws -> Verdict.State {
        try [evidence].verdict(on: on, schemes: schemes).state
    }

    @Test func `what only weak sources say has no value that decides`() throws {
        for item in try Catalogue.builtIn().schemes {
            for (facts, ofEdition) in [(item.facts, false)]
                + item.editions.map({ ($0.facts, true) })
            {
                for fact in facts where !fact.mayDecide {
                    let use = fact.decides(ofEdition: ofEdition)
                    #expect(
                        use == "nothing" || use == "recording", "\(item.code) \(fact.name): \(use)")
                }
            }
        }
    }

    @Test(arguments: [
        ("iso27701", "2019"), ("iso27017", "2015"), ("iso27018", "2019"), ("iso9001", "2015"),
        ("iso14001", "2015"), ("nen7510", "2017"), ("iso50001", "2011"), ("fedramp", "rev5"),
        ("secnumcloud", "3.1"), ("csa-star-2", "4.0"), ("g-cloud", "14"), ("dspt", "2024-25"),
        ("nist-800-171", "rev2"), ("cyberfundamentals", "2023"),
    ])
    func `an edition whose end no good source names never ends`(name: String, edition: String)
        throws
    {
        let found = try #require(try scheme(name).editions[edition])
        #expect(found.retiresOn == nil)
        #expect(found.lastIssueOn == nil)
    }

    @Test(arguments: [
        "mtcs", "cism", "cdpse", "tx-ramp", "fedramp", "eu-cloud-coc", "global-cbpr", "ismap",
        "csa-star-ai-1", "cyberfundamentals", "dtac", "g-cloud",
    ])
    func `a validity that no good source names is none`(name: String) throws {
        #expect(try scheme(name).validityMonths == nil)
    }

    @Test func `an end of a scheme is its last day, and its successor is there`() throws {
        let ended = [
            "privacy-shield": "2020-07-15", "safe-harbor": "2015-10-05", "sas70": "2011-06-14",
            "ssae16": "2017-04-30", "at101": "2017-04-30", "pa-dss": "2022-10-28",
            "stateramp": "2025-02-28",
        ]
        #expect(
            Dictionary(
                schemes.compactMap { scheme in
                    scheme.endedOn.map { ("\(scheme.code)", "\($0)") }
                }
            ) { $1 } == ended)
        #expect(try scheme("jab-pato").successor == code("fedramp"))
        for name in ended.keys {
            let successor = try #require(try scheme(name).successor)
            #expect(schemes.contains { $0.code == successor })
        }
    }

    @Test func `a scheme ends for what was issued under it, whatever is printed`() throws {
        let shield = EvidenceBuilder(try code("privacy-shield"))
            .version(issued: "2019-12-01", expires: "2020-11-30")
        #expect(try state(shield, "2020-07-15") == .expiring)
        let verdict = try [shield].verdict(on: "2020-07-16", schemes: schemes)
        #expect(verdict.state == .editionRetired)
        #expect(verdict.until == day("2020-07-15"))
        #expect(verdict.reasons.map(\.fact) == ["EU-US Privacy Shield retired after 2020-07-15"])
    }

    @Test(arguments: [
        ("hds", "1.1", "2026-05-16"), ("ens", "rd-3-2010", "2024-05-05"),
        ("fips-140", "140-2", "2026-09-21"), ("iso22301", "2012", "2022-10-31"),
    ])
    func `an edition is retired from the day after its last`(
        name: String, edition: String, last: String
    ) throws {
        let evidence = EvidenceBuilder(try code(name))
            .version(edition, issued: "2021-01-01", expires: "2029-01-01")
        let after = day(last).dayAfter
        #expect(try state(evidence, last) == .expiring)
        let verdict = try [evidence].verdict(on: after.description, schemes: schemes)
        #expect(verdict.state == .editionRetired)
        #expect(verdict.since == after)
    }

    @Test func `C5 2020 is late for periods from June 2027, whenever they are reported`() throws {
        let name = try code("bsi-c5-type2")
        for (start, isLate) in [("2027-05-31", false), ("2027-06-01", true)] {
            let report = EvidenceBuilder(name)
                .report(start, "2028-05-31", issued: "2028-07-01", edition: "2020")
            let flags = try [report].verdict(on: "2028-07-02", schemes: schemes).flags
            #expect(flags.contains(.editionNotCurrentAtIssue) == isLate, "\(start)")
        }
    }

    @Test func `a basis whose day is not recorded leaves it undecided`() throws {
        let edition = try #require(try scheme("hds").editions["1.1"])
        var content = VersionContent(issuedOn: day("2025-03-01"))
        #expect(edition.basis == .appliedOn)
        #expect(edition.lateness(of: content) == nil)
        content.identifiers["applied_on"] = "2024-11-15"
        #expect(edition.lateness(of: content) == nil)
        content.identifiers["applied_on"] = "2024-11-16"
        #expect(edition.lateness(of: content)?.field == "applied_on")
        content.issuedOn = day("2026-05-17")
        content.identifiers = [:]
        #expect(edition.lateness(of: content)?.field == "issued_on")
    }

    @Test func `HITRUST r2 is lost where its interim is not done when due`() throws {
        let bare = EvidenceBuilder(try code("hitrust-r2")).version(issued: "2025-03-01")
        #expect(try state(bare, "2026-06-01") == .active)
        #expect(try state(bare, "2027-03-01") == .expiring)
        #expect(try state(bare, "2027-03-02") == .expired)
        for done in [nil, "2026-03-02"] as [String?] {
            let lost = bare.milestone("interim", due: "2026-03-01", done: done)
            #expect(try state(lost, "2025-11-30") == .active)
            #expect(try state(lost, "2025-12-01") == .expiring)
            #expect(try state(lost, "2026-03-01") == .expiring)
            let verdict = try [lost].verdict(on: "2026-03-02", schemes: schemes)
            #expect(verdict.state == .expired)
            #expect(verdict.reasons.first?.fact == "interim was due by 2026-03-01")
        }
        let kept = bare.milestone("interim", due: "2026-03-01", done: "2026-03-01")
        #expect(try state(kept, "2026-02-28") == .expiring)
        #expect(try state(kept, "2026-03-01") == .active)
        #expect(try state(kept, "2026-03-02") == .active)
    }

    @Test func `a certificate of a person names the person`() throws {
        for scheme in schemes where scheme.kind == .staffCertificate {
            #expect(scheme.requiredIdentifiers == ["person"], "\(scheme.code)")
            #expect(scheme.releaseClass == .internal, "\(scheme.code)")
        }
        #expect(schemes.count { $0.kind == .staffCertificate } == 5)
    }

    @Test func `a fact is old when its source was last read over a year ago`() {
        let fact = Fact(
            name: "validity_months", value: "1", confidence: .high, source: "x",
            checkedOn: day("2025-11-27"))
        #expect(!fact.isOld(on: day("2026-11-27")))
        #expect(fact.isOld(on: day("2026-11-28")))
    }
}
