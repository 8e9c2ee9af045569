import AttestryDomain
import Testing

@testable import AttestryService

struct MadeCodeTests {
    @Test(arguments: [
        ("Acme GmbH", "acme-gmbh"), ("Müller & Søn A/S", "muller-son-a-s"),
        ("M\u{75}\u{308}ller", "muller"), ("Straße Łódź “Æther”", "strasse-lodz-aether"),
        ("İstanbul ısı", "istanbul-isi"), ("Þór Œuvre", "thor-oeuvre"), ("O'Neill’s", "oneills"),
        ("  --Acme, Inc.  ", "acme-inc"), ("3M", "3m"), ("42", "42"), ("Ａｃｍｅ ﬁne", "acme-fine"),
        ("株式会社 Acme", "acme"), ("a\u{200B}b\u{AD}c", "abc"), ("Đặng", "dang"),
    ])
    func `a code is what is left of a name without marks`(name: String, code: String) {
        #expect(Code.base(of: name) == code)
    }

    @Test(arguments: ["", "  ", "株式会社", "Яндекс", "東京 2", "-", "…", "🙂"])
    func `nothing is left of a name that has no letter a code could have`(name: String) {
        #expect(Code.base(of: name) == nil)
    }

    @Test func `what is made of any name is a code, of 64 characters at most`() throws {
        for name in [String(repeating: "Long Name ", count: 40), String(repeating: "ß", count: 70)]
        {
            let base = try #require(Code.base(of: name))
            var taken: Set<Code> = []
            for _ in 0..<120 {
                let code = try Code.free(base) { taken.contains($0) }
                #expect(code.description.utf8.count <= 64)
                #expect(!code.description.contains("--"))
                taken.insert(code)
            }
            #expect(taken.count == 120)
        }
    }

    @Test func `the first that is free is taken`() throws {
        let taken: Set = ["acme", "acme-2"]
        #expect(try Code.free("acme") { taken.contains($0.description) }.description == "acme-3")
    }
}
