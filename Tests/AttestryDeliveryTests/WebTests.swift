import AttestryDomain
import AttestryTestSupport
import Testing

@testable import AttestryDelivery

struct WebTests {
    @Test(arguments: [
        "", "hook", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com",
        "https://user:secret@example.com/", "https://", "https://a b.example/",
        "https://a\n.example/",
        "https://example.com:0/", "https://example.com:70000/", "https://ex\"ample.com/",
    ])
    func `what is no plain web address is refused`(text: String) {
        #expect(throws: RegistryError.self) { try WebAddress(text) }
    }

    @Test(arguments: [
        "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[fe80::1]",
        "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::1]",
        "[fd00:ec2::254]", "0.0.0.0", "224.0.0.1", "255.255.255.255", "[::]", "[ff02::1]",
        "[::169.254.169.254]",
    ])
    func `no spelling of a link-local or other forbidden address gets through`(host: String) throws
    {
        let address = try WebAddress("https://\(host)/")
        #expect(throws: RegistryError.self) { try address.resolved() }
    }

    @Test func `http goes to this machine alone`() throws {
        #expect(try !WebAddress("http://127.0.0.1:8080/x").resolved().isEmpty)
        #expect(try !WebAddress("http://[::1]/").resolved().isEmpty)
        #expect(throws: RegistryError.self) { try WebAddress("http://192.0.2.1/").resolved() }
        #expect(try !WebAddress("https://192.0.2.1/").resolved().isEmpty)
    }

    private func outcome(_ text: String, status: Int32 = 0, isTeams: Bool = false)
        -> DeliveryOutcome
    {
        WebReply(text, status: status, isCutOff: false)
            .outcome(at: Timestamp(secondsSinceEpoch: 1_795_588_200), isTeams: isTeams)
    }

    @Test func `a reply means what its status says, the last of several`() {
        #expect(outcome("HTTP/1.1 204 No Content\r\n\r\n") == .sent("HTTP 204"))
        #expect(
            outcome("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 A\r\n\r\nok") == .sent("HTTP 202"))
        #expect(outcome("HTTP/1.1 500 E\r\n\r\noops") == .temporary("HTTP 500 oops"))
        #expect(
            outcome("HTTP/1.1 301 M\r\nLocation: x\r\n\r\n")
                == .temporary("HTTP 301", needsMending: true))
        #expect(
            outcome("HTTP/1.1 403 F\r\n\r\nno\r\n")
                == .temporary("HTTP 403 no", needsMending: true))
        #expect(outcome("HTTP/1.1 404 F\r\n\r\nno\r\n") == .permanent("HTTP 404 no"))
        #expect(outcome("curl: (7) refused\n", status: 7) == .temporary("curl: (7) refused"))
        guard case .gone = outcome("HTTP/1.1 410 Gone\r\n\r\n") else {
            Issue.record("410 is not the end")
            return
        }
    }

    @Test func `a pause may be asked for in seconds or by a date`() {
        let seconds = "HTTP/1.1 429 T\r\nretry-after: 90\r\n\r\n"
        let date = "HTTP/1.1 429 T\r\nRetry-After: Wed, 25 Nov 2026 06:31:40 GMT\r\n\r\n"
        #expect(outcome(seconds) == .temporary("HTTP 429", retryAfter: 90))
        #expect(outcome(date) == .temporary("HTTP 429", retryAfter: 100))
    }

    @Test func `an error that Teams hides behind 200 is one`() {
        let text =
            "HTTP/1.1 200 OK\r\n\r\nMicrosoft Teams endpoint returned HTTP error 429 with ContextId"
        guard case .temporary = outcome(text, isTeams: true) else {
            Issue.record("taken for a success")
            return
        }
        #expect(outcome(text) == .sent("HTTP 200"))
    }
}
