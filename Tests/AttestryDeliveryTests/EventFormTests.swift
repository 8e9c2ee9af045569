import AttestryDomain
import AttestryTestSupport
import Foundation
import Testing

@testable import AttestryDelivery

struct EventFormTests {
    private func object(_ bytes: Data) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    @Test func `a signature is the one that Standard Webhooks publishes for its example`() throws {
        let signer = try WebhookSigner(secrets: ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
        let headers = signer.headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: Timestamp(secondsSinceEpoch: 1_614_265_330),
            body: Data(#"{"test": 2432232314}"#.utf8))
        #expect(headers.last?.1 == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `each of two keys signs, and what is no key is refused`() throws {
        let keys = [
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
        ]
        let headers = try WebhookSigner(secrets: keys).headers(
            id: "x", at: Timestamp(secondsSinceEpoch: 1), body: Data())
        #expect(headers.last?.1.split(separator: " ").count == 2)
        #expect(throws: RegistryError.self) { try WebhookSigner(secrets: ["whsec_!"]) }
    }

    @Test func `Slack's marks for mentions are words`() throws {
        let bytes = SlackMessage(message("<!channel> & <@U1>", organization: "<!here>")).bytes
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("<!"))
        #expect(text.contains("&lt;!channel&gt; &amp; &lt;@U1&gt;"))
    }

    @Test func `a digest for Teams is split below its limit and loses nothing`() throws {
        for words in ["ü", "*", "x"].map({ String(repeating: $0, count: 900) }) {
            let all = message(words, count: 90).content.notifications
            let teams = Channel(id: ID(1), code: try code("teams"), kind: .teams)
            let parts = Routing([teams]).drafts(all)
            #expect(parts.count > 1)
            #expect(parts.flatMap(\.notifications) == all)
            for part in parts {
                #expect(TeamsMessage.bytes(of: message(saying: part.notifications)).count < 25_600)
            }
        }
    }

    @Test func `Markdown in a name is words in a card`() {
        let bytes = TeamsMessage.bytes(of: message("[x](https://evil.example) **bold**"))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains(#"\\[x\\]\\(https://evil.example\\)"#))
    }

    @Test func `an incident has one key for all rungs of a date, and its end has no payload`()
        throws
    {
        let early = try object(PagerDutyEvent(message(rung: 30), routingKey: "k").bytes)
        let late = try object(PagerDutyEvent(message(rung: 1), routingKey: "k").bytes)
        let end = try object(PagerDutyEvent(message(kind: .resolved), routingKey: "k").bytes)
        let keys = [early, late, end].map { $0["dedup_key"] as? String }
        #expect(Set(keys).count == 1 && keys[0]?.count == 64)
        #expect(end["event_action"] as? String == "resolve" && end["payload"] == nil)
        #expect((late["payload"] as? [String: Any])?["severity"] as? String == "critical")
    }

    @Test func `an event has all that CloudEvents asks for`() throws {
        let event = try object(CloudEvent(message()).bytes)
        for name in ["specversion", "id", "source", "type", "time"] { #expect(event[name] != nil) }
        #expect(event["type"] as? String == "org.attestry.alert.raised.v1")
        #expect((event["data"] as? [String: Any])?["rung"] as? Int == 7)
    }
}
