import AttestryDomain
import AttestryTestSupport
import Testing

struct CodeTests {
    @Test(arguments: [
        "a", "7", "iso27001", "soc2-cloud", "4.0.1", "a-", "a.", String(repeating: "a", count: 64),
    ])
    func `lower-case letters, digits, full stops and dashes make a code`(text: String) throws {
        #expect(Code(text)?.description == text)
        #expect(try Code(text, field: "code") == Code(text))
    }

    @Test(arguments: [
        "", "-a", ".a", "A", "aB", "a b", "a_b", "a@1", "a/b", "ä", "a\u{301}", "a\u{200D}", "ａ",
        "a\n", "a\u{0}", String(repeating: "a", count: 65),
    ])
    func `any other text is no code, and the refusal names the field`(text: String) {
        #expect(Code(text) == nil)
        #expect {
            _ = try Code(text, field: "parent")
        } throws: { error in
            (error as? RegistryError)?.problems.map(\.field) == ["parent"]
        }
    }

    @Test func `a reference names a version, or the current one`() throws {
        let current = try VersionReference("soc2-cloud")
        #expect(try current.code == code("soc2-cloud"))
        #expect(current.version == nil)
        let numbered = try VersionReference("soc2-cloud@12")
        #expect(try numbered.code == code("soc2-cloud"))
        #expect(numbered.version == 12)
        #expect("\(current) \(numbered)" == "soc2-cloud soc2-cloud@12")
    }

    @Test(arguments: [
        "", "@", "@1", "a@", "a@0", "a@-1", "a@+1", "a@01", "a@1@2", "a@1 ", "a@x", "A@1",
        "a@\u{301}1", "a@1\u{301}", "a\u{301}@1", "a@9999999999999999999",
    ])
    func `any other text is no reference`(text: String) {
        #expect(throws: RegistryError.self) { try VersionReference(text) }
    }
}
