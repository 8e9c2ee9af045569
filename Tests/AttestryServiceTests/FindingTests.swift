import AttestryDomain
import AttestryService
import AttestryStorage
import AttestryTestSupport
import Testing

struct FindingTests {
    private let temporary: TemporaryRegistry
    private let registry: Registry

    init() throws {
        temporary = try TemporaryRegistry(on: "2026-11-23")
        registry = try temporary.open()
        for (code, scheme, noun) in [
            ("iso", "iso27001", Scheme.Noun.certificate), ("soc2", "soc2-type1", .report),
        ] {
            var fields = ["issued_on": "2026-11-01"]
            fields.merge(
                noun == .certificate
                    ? [
                        "edition": "2022", "number": "IS 1", "issuer": "B",
                        "expires_on": "2029-01-01",
                    ]
                    : [
                        "as_of_on": "2026-09-30", "auditor": "A", "opinion": "unqualified",
                        "criteria": "security",
                    ]
            ) { $1 }
            _ = try registry.add(
                code, scheme: scheme, as: noun, evidence: EvidenceForm(),
                version: VersionForm(fields: fields), author: .test)
        }
        for (code, name) in [("acme", "José Ltd"), ("other", "JOSE\u{301} LTD"), ("third", "3")] {
            try registry.addCustomer(
                Code(code, field: "code"),
                Form(["name": name, "domains": "\(code).example"]), author: .test)
            _ = try registry.addContact(
                Form(["name": "J", "email": "j@\(code).example", "role": "user"]),
                of: Code(code, field: "code"), author: .test)
        }
    }

    @Test func `a customer is named by code, by name and by domain, whatever the case`() throws {
        for text in ["third", "3", "THIRD.example"] {
            #expect(try registry.customer(named: text, "to").description == "third")
        }
    }

    @Test func `a name that two customers have is refused, and both are listed`() throws {
        let error = #expect(throws: RegistryError.self) {
            try registry.customer(named: "jos\u{E9} ltd", "to")
        }
        #expect(error?.hint == "give one of acme other")
    }

    @Test func `a certificate is named by its number, with its version`() throws {
        #expect(try registry.version(named: "is 1").description == "iso@1")
        #expect(try registry.evidence(named: "IS 1", "code").description == "iso")
        #expect(throws: RegistryError.self) { try registry.version(named: "IS 2") }
    }

    @Test func `accents do not matter to find, nor how they are written`() throws {
        for text in ["jose", "JOSÉ", "jose\u{301}"] {
            #expect(try registry.find(text).map(\.name) == ["acme", "other"])
        }
    }

    @Test func `nothing found is an error`() {
        #expect(throws: RegistryError.self) { try registry.find("nowhere") }
        #expect(throws: RegistryError.self) { try registry.find("  ") }
    }

    @Test func `completion knows the noun, the scheme of an evidence, and the people there`() throws
    {
        #expect(try registry.evidenceCodes(of: .certificate) == ["iso"])
        #expect(try registry.evidenceCodes(of: .report) == ["soc2"])
        #expect(try registry.evidenceCodes(of: nil) == ["iso", "soc2"])
        let words = ["attestry", "certificate", "renew", "iso@1", "--edition"]
        #expect(try registry.editionCodes(of: nil, words) == ["2013", "2022"])
        #expect(try registry.editionCodes(of: "tisax", words) == ["5.1", "6.0", "2027"])
        #expect(try registry.contactAddresses(of: "third", []) == ["j@third.example"])
        #expect(
            try registry.contactAddresses(of: nil, ["attestry", "customer", "contact", "acme"])
                == ["j@acme.example"])
    }

    @Test func `the log of a customer has its people and nothing of others`() throws {
        var query = EntryQuery()
        query.customer = try Code("third", field: "code")
        var tables: [String] = []
        try registry.eachEntry(query) { tables.append($0.table) }
        #expect(tables == ["customer", "contact"])
    }

    @Test func `the log stops being read where nobody takes it any more`() throws {
        struct Enough: Error {}
        var count = 0
        #expect(throws: Enough.self) {
            try registry.eachEntry(EntryQuery()) { _ in
                count += 1
                if count == 3 { throw Enough() }
            }
        }
        #expect(count == 3)
    }
}
