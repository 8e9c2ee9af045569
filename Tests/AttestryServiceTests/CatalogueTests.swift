import AttestryDomain
import AttestryService
import AttestryStorage
import AttestryTestSupport
import Foundation
import Testing

struct CatalogueTests {
    private static let named = [
        "iso27001", "iso27017", "iso27018", "iso27701", "iso20000-1", "iso9001", "nen7510", "tisax",
        "soc1-type1", "soc1-type2", "soc2-type1", "soc2-type2", "soc3", "isae3402-type2",
        "isae3000-type2", "pci-dss", "hipaa", "gdpr", "cyber-essentials", "cyber-essentials-plus",
        "csa-star-1", "fsqs", "fsqs-nl",
    ]
    /// What vendors' pages and peers' catalogues name beside them.
    private static let further = [
        "iso42001", "iso22301", "iso14001", "iso45001", "iso50001", "dpf", "dpf-uk", "dpf-swiss",
        "privacy-shield", "safe-harbor", "fedramp", "jab-pato", "govramp", "stateramp", "tx-ramp",
        "tx-ramp-provisional", "hitrust-e1", "hitrust-i1", "hitrust-r2", "pci-saq", "pci-pin",
        "pci-3ds", "pci-p2pe", "pci-ssf", "pa-dss", "csa-star-2", "csa-star-2-attestation",
        "csa-star-ai-1", "csa-star-ai-2", "bsi-c5-type1", "bsi-c5-type2", "hds", "ens",
        "ens-basica", "secnumcloud", "pentest", "irap", "dtac", "dspt", "cmmc-1", "cmmc-2-self",
        "cmmc-2", "cmmc-3", "nist-800-171", "ismap", "ismap-liu", "k-isms", "isms-p", "mtcs",
        "eu-cloud-coc", "cispe-coc", "global-cbpr", "global-prp", "fips-140", "sig", "caiq", "vpat",
        "nis2", "dora", "ccpa", "eu-ai-act", "uk-gdpr", "statement", "w-9", "policy",
        "cyber-insurance", "g-cloud", "cyberfundamentals", "sas70", "ssae16", "at101", "cissp",
        "ccsp",
        "cism", "cdpse", "cipp-e",
    ]

    @Test func `every scheme of the two pages is there, each fact with source and day`() throws {
        let schemes = try Catalogue.builtIn().schemes
        #expect(Set(schemes.map(\.code)) == Set(Self.named + Self.further))
        for item in schemes {
            for fact in item.facts + item.editions.flatMap(\.facts) {
                #expect(!fact.source.isEmpty, "\(item.code) \(fact.name)")
                #expect(fact.checkedOn != nil, "\(item.code) \(fact.name)")
            }
            #expect(item.facts.effective("release_class") != nil, "\(item.code)")
            #expect(item.facts.effective("expiring_days") != nil, "\(item.code)")
        }
    }

    @Test func `no unconfirmed date has a value that a rule could take`() throws {
        for item in try Catalogue.builtIn().schemes {
            for edition in item.editions {
                for fact in edition.facts where !fact.isConfirmed {
                    #expect(fact.value == nil, "\(item.code) \(edition.code) \(fact.name)")
                }
            }
        }
    }

    @Test func `the months and days of the rules are in the catalogue`() throws {
        let schemes = try Catalogue.builtInSchemes()
        func scheme(_ code: String) throws -> Scheme {
            try #require(schemes.first { $0.code.description == code })
        }
        for code in ["iso27001", "iso27017", "iso27018", "nen7510", "tisax"] {
            #expect(try scheme(code).validityMonths == 36)
        }
        for code in ["pci-dss", "cyber-essentials", "cyber-essentials-plus", "csa-star-1", "fsqs"] {
            #expect(try scheme(code).validityMonths == 12)
        }
        #expect(try scheme("gdpr").validityMonths == nil)
        #expect(try scheme("hipaa").validityMonths == nil)
        #expect(
            try ["iso9001", "pci-dss", "soc3"].map { try scheme($0).expiringDays } == [90, 90, 90])
        #expect(try scheme("tisax").expiringDays == 180)
        #expect(try scheme("fsqs-nl").expiringDays == 60)
        #expect(try scheme("iso9001").restoreMonths == 6)
        #expect(try scheme("iso27017").restoreMonths == nil)
        #expect(try scheme("tisax").releaseClass == .portalOnly)
        #expect(try scheme("soc2-type2").releaseClass == .restrictedKnowledge)
        #expect(try scheme("soc1-type1").releaseClass == .restrictedUser)
    }

    @Test func `an upgrade brings the program's facts up to date and leaves the user's`() throws {
        let temporary = try TemporaryRegistry(on: "2026-11-23")
        let registry = try temporary.open()
        try registry.editScheme(
            code("iso9001"), StatedFacts(["expiring_days": "45"], source: "us"), author: .test)
        try registry.addScheme(
            code("mine"), title: nil, kind: .certificate, StatedFacts(["validity_months": "7"]),
            author: .test)
        // As an older program would have left it: an older version, another title and value.
        let change = Change(
            time: temporary.clock.now(), actor: "older", onBehalfOf: nil, action: "older",
            reason: nil)
        try temporary.store().write(change) { transaction in
            var settings = try transaction.reading.settings()
            settings.catalogueVersion = 0
            try transaction.update(settings)
            let item = try transaction.reading.catalogueItem(code("iso9001"))
            _ = try transaction.put(
                scheme: CatalogueItem(
                    code: item.code, title: "old", kind: item.kind, origin: .attestry, facts: []))
            for (name, value) in [("expiring_days", "1"), ("validity_months", "2")] {
                try transaction.put(
                    Fact(name: name, value: value, confidence: .high, source: "old"),
                    scheme: item.key, edition: nil, subject: item.code)
            }
        }
        _ = try temporary.open()
        let items = try temporary.store().read {
            try $0.catalogue([code("iso9001"), code("mine")])
        }
        let scheme = try items[0].scheme()
        #expect(scheme.title == "ISO 9001 quality management")
        #expect(scheme.validityMonths == 36)
        #expect(scheme.expiringDays == 45)
        #expect(try items[1].scheme().validityMonths == 7)
        #expect(try temporary.store().verify().findings.isEmpty)
    }

    @Test func `what is the user's own stays so where the program brings another of its code`()
        throws
    {
        let temporary = try TemporaryRegistry(on: "2026-11-23")
        let path = temporary.path + ".older"
        let change = Change(
            time: temporary.clock.now(), actor: "older", onBehalfOf: nil, action: "older",
            reason: nil)
        let mine = CatalogueItem(
            code: "hitrust-r2", title: "Mine", kind: .certificate, origin: .user, facts: [])
        try Store.create(at: path, change) { transaction in
            var settings = try temporary.store().read { try $0.settings() }
            settings.catalogueVersion = 0
            try transaction.insert(settings)
            _ = try transaction.put(scheme: mine)
            let scheme = try transaction.put(
                scheme: CatalogueItem(
                    code: "iso27001", title: "old", kind: .certificate, origin: .attestry, facts: []
                ))
            _ = try transaction.put(
                edition: CatalogueItem(code: "2022", title: "Mine", origin: .user, facts: []),
                of: scheme, named: "iso27001")
        }
        let registry = try Registry(opening: path, clock: temporary.clock)
        let (items, ladders) = try Store(opening: path).read {
            (try $0.catalogue([code("hitrust-r2"), code("iso27001")]), try $0.ladderRules())
        }
        #expect(items[0].title == "Mine" && items[0].facts.isEmpty && items[0].editions.isEmpty)
        #expect(!ladders.contains { $0.scopeCode == "hitrust-r2" })
        let edition = try #require(items[1].editions.first { $0.code == "2022" })
        #expect(edition.title == "Mine" && edition.facts.isEmpty)
        #expect(items[1].editions.contains { $0.code == "2013" && !$0.facts.isEmpty })
        let aspects = try registry.doctor(file: []) { _, _ in Aspect("job", "") }
        let said = try #require(aspects.first { $0.name == "own_catalogue" })
        #expect(said.value == "hitrust-r2 iso27001:2022" && said.advice != nil)
    }

    @Test func `an older clock keeps nobody from reading, though the catalogue waits`() throws {
        let temporary = try TemporaryRegistry(on: "2026-11-23")
        let change = Change(
            time: temporary.clock.now(), actor: "older", onBehalfOf: nil, action: "older",
            reason: nil)
        try temporary.store().write(change) { transaction in
            var settings = try transaction.reading.settings()
            settings.catalogueVersion = 0
            try transaction.update(settings)
        }
        temporary.turn(to: "2026-11-22")
        let registry = try temporary.open()
        #expect(try !registry.schemes().isEmpty)
        #expect(try temporary.store().catalogueVersion() == 0)
        let error = try #require(throws: RegistryError.self) {
            try registry.addProduct(code("x"), name: "X", author: .test)
        }
        #expect(error.kind == .clock)
        let vouched = Author(actor: "tester", acceptsClock: true)
        try registry.addProduct(code("x"), name: "X", author: vouched)
        _ = try temporary.open()
        #expect(try temporary.store().catalogueVersion() > 0)
        #expect(try temporary.store().verify().findings.isEmpty)
    }

    @Test func `each name that a fact of the catalogue lists goes by something`() throws {
        for scheme in try Catalogue.builtInSchemes() {
            let strangers = scheme.strangers(in: Set(FactForm.ofScheme.keys))
            #expect(strangers.isEmpty, "\(scheme.code)")
        }
    }

    @Test func `a change to the tables comes with a new version of the catalogue`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/AttestryService/Catalogue/Data")
        var digest: UInt64 = 14_695_981_039_346_656_037
        for name in [
            "agreement_kinds.csv", "editions.csv", "facts.csv", "ladders.csv", "schemes.csv",
        ] {
            for byte in try Data(contentsOf: folder.appending(path: name)) {
                digest = (digest ^ UInt64(byte)) &* 1_099_511_628_211
            }
        }
        let known: [Int: UInt64] = [7: 12_849_960_829_373_248_036]
        #expect(known[Catalogue.version] == digest)
    }

    @Test func `an error of one planted in the product's catalogue is caught by the oracle`() throws
    {
        let cases = try Oracle.values(
            "verdicts.py", ["--count", "4000", "--seed", "11"], as: OracleCase.self)
        let plants: [(String, (Fact) -> String?)] = [
            ("expiring_days", { $0.value.flatMap { Int($0) }.map { "\($0 + 1)" } }),
            ("validity_months", { $0.value.flatMap { Int($0) }.map { "\($0 + 1)" } }),
            ("restore_months", { $0.value.flatMap { Int($0) }.map { "\($0 + 1)" } }),
            ("freshness_months", { $0.value.flatMap { Int($0) }.map { "\($0 + 1)" } }),
            ("retires_on", { $0.value.flatMap { CivilDate($0) }.map { "\($0.dayAfter)" } }),
            ("last_issue_on", { $0.value.flatMap { CivilDate($0) }.map { "\($0.dayAfter)" } }),
            (
                "published_on",
                { $0.value.flatMap { CivilDate(lastOf: $0) }.map { "\($0.dayAfter)" } }
            ),
        ]
        for (name, shift) in plants {
            func planted(_ facts: [Fact]) -> [Fact] {
                facts.map { fact in
                    var fact = fact
                    if fact.name == name { fact.value = shift(fact) ?? fact.value }
                    return fact
                }
            }
            let schemes = try Catalogue.builtIn().schemes.map { item in
                try CatalogueItem(
                    code: item.code, title: item.title, kind: item.kind, origin: item.origin,
                    facts: planted(item.facts),
                    editions: item.editions.map {
                        CatalogueItem(
                            code: $0.code, title: $0.title, origin: $0.origin,
                            facts: planted($0.facts))
                    }
                ).scheme()
            }
            let differing = try cases.count {
                OracleVerdict(try $0.verdict(schemes: schemes)) != $0.expected
            }
            #expect(differing > 0, "\(name) went unnoticed")
        }
    }
}
