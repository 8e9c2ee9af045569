import AttestryDomain
import AttestryTestSupport
import Testing

/// How addresses and domains are compared (`rules.md` §5, Twins).
struct AddressTests {
    /// Samples of RFC 3492 §7.1, and some that are no punycode.
    @Test(arguments: [
        ("egbpdaj6bu4bxfgehfvwxn", "ليهمابتكلموشعربي؟"),
        ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"),
        ("ihqwctvzc91f659drss3x8bo0yb", "他們爲什麽不說中文"),
        ("Proprostnemluvesky-uyb24dma41a", "Pročprostěnemluvíčesky"),
        ("4dbcagdahymbxekheh6e0a7fei0b", "למההםפשוטלאמדבריםעברית"),
        ("n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa", "なぜみんな日本語を話してくれないのか"),
        (
            "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
            "세계의모든사람들이한국어를이해한다면얼마나좋을까"
        ),
        ("b1abfaaepdrnnbgefbadotcwatmq2g4l", "почемужеонинеговорятпорусски"),
        (
            "PorqunopuedensimplementehablarenEspaol-fmd56a",
            "PorquénopuedensimplementehablarenEspañol"
        ),
        ("TisaohkhngthchnitingVit-kjcr8268qyxafd2f1b9g", "TạisaohọkhôngthểchỉnóitiếngViệt"),
        ("3B-ww4c5e180e575a65lsy2b", "3年B組金八先生"),
        ("Hello-Another-Way--fc4qua05auwb3674vfr0b", "Hello-Another-Way-それぞれの場所"),
        ("MajiKoi5-783gue6qz075azm5e", "MajiでKoiする5秒前"),
        ("d9juau41awczczp", "そのスピードで"),
        ("-> $1.00 <--", "-> $1.00 <-"),
    ])
    func `a sample of the standard stands for its text`(_ text: String, _ meant: String) {
        #expect(
            Punycode.decoded(text).map { Array($0.unicodeScalars) } == Array(meant.unicodeScalars))
    }

    @Test(arguments: ["bücher", "a_", "99999999999999999999", "é-a", "zzzzzzzzzzzzzzzzzzzzzzzz"])
    func `what is no punycode stands for nothing`(_ text: String) {
        #expect(Punycode.decoded(text) == nil)
    }

    @Test(arguments: [
        ("j.doe@acme.example", "J.DOE@Acme.Example"),
        ("jos\u{E9}@acme.example", "jose\u{301}@acme.example"),
        ("JOS\u{C9}@acme.example", "jose\u{301}@ACME.example"),
        ("a@xn--bcher-kva.example", "a@bücher.example"),
        ("a@XN--BCHER-KVA.example", "a@BU\u{308}CHER.example"),
    ])
    func `the spellings of one mailbox are one`(_ one: String, _ other: String) {
        #expect(EmailAddress.areSame(one, other))
    }

    @Test(arguments: [
        ("jose@acme.example", "josé@acme.example"), ("a@bucher.example", "a@bücher.example"),
        ("a@xn--.example", "a@.example"), ("a@acme.example", "a@xn--acme.example"),
    ])
    func `other mailboxes stay others`(_ one: String, _ other: String) {
        #expect(!EmailAddress.areSame(one, other))
    }

    @Test func `a customer owns addresses in either form of its domains and below`() throws {
        let acme = Customer(
            id: ID(1), code: try code("acme"), name: "Acme", domains: ["xn--bcher-kva.example"],
            recordedOn: day("2026-01-01"))
        #expect(acme.owns(address: "a@Bücher.example"))
        #expect(acme.owns(address: "a@team.bu\u{308}cher.example"))
        #expect(!acme.owns(address: "a@kochbücher.example"))
    }

    @Test func `a domain may be written with combining marks`() throws {
        #expect(try DomainName.checked("cafe\u{301}.example", field: "domain") == "café.example")
        #expect(throws: RegistryError.self) {
            try DomainName.checked("a b.example", field: "domain")
        }
    }
}
