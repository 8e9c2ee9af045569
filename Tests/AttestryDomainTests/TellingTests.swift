import AttestryDomain
import AttestryTestSupport
import Testing

struct TellingTests {
    private let today = day("2026-12-01")
    private let subject = AlertSubject(.evidence, key: 1, name: "c1")

    private func alert(resolvedOn: CivilDate? = nil) -> Alert {
        Alert(
            id: ID(1), subject: subject, scheme: "iso27001", anchor: AnchorName(.end),
            anchorOn: day("2026-12-20"), rung: 30, skipped: [], message: "c1 (old): it ends",
            recipients: [], raisedOn: day("2026-11-20"), resolvedOn: resolvedOn)
    }

    private func item(
        _ kind: Channel.Kind?, to recipient: String = "", addressed recipients: [String],
        telling news: AlertNotification.Kind = .raised, named: [String] = [],
        resolvedOn: CivilDate? = nil, answer: Int64? = nil
    ) throws -> OutboxItem {
        let channel = try kind.map {
            Channel(
                id: ID(1), code: try Code("x", field: "code"), kind: $0, recipients: named)
        }
        let notification = AlertNotification(
            kind: news, about: alert(resolvedOn: resolvedOn), day: day("2026-11-20"),
            recipients: recipients, answer: answer.map { ID($0) })
        return OutboxItem(
            message: Message(
                id: ID(1), key: "", recipient: recipient, kind: .init(news),
                content: Message.Content(
                    organization: "O", registry: "", notifications: [notification]),
                queuedAt: Timestamp(secondsSinceEpoch: 0)),
            channel: channel, delivery: Delivery())
    }

    private func rules(
        owner: String? = "ana", escalation: String? = "boss", answers: [AlertResponse] = [],
        isGone: Bool = false
    ) -> TellingRules {
        let anchor = Anchor(
            .end, on: day("2026-12-20"), recordedOn: day("2026-01-01"), fact: "its validity ends")
        let watched = Watched(
            subject, title: "c1 (new)", owner: owner, anchors: isGone ? [] : [anchor])
        return TellingRules(
            on: today,
            Settings(
                organization: "O", timeZone: "UTC", owner: nil, escalation: escalation,
                catalogueVersion: 1),
            watched: [subject: watched],
            pasts: [alert().key: AlertPast([alert()], responses: answers)])
    }

    private func acknowledged(_ id: Int64) -> AlertResponse {
        AlertResponse(id: ID(id), alert: ID(1), kind: .acknowledged)
    }

    @Test func `people read what holds on the day, programs what was`() throws {
        let mail = try item(.mail, to: "ana", addressed: ["ana"])
        let said = try #require(Telling(mail, by: rules()).kept.first)
        #expect(said.text == "c1 (new): its validity ends, in 19 days")
        let hook = try item(.webhook, addressed: ["ana"], resolvedOn: today)
        let event = try #require(Telling(hook, by: rules(isGone: true)).kept.first)
        #expect(event == hook.message.content.notifications[0])
    }

    @Test(arguments: [Channel.Kind.mail, .slack, .teams, .pagerduty, nil])
    func `what is gone or was answered since is said to nobody`(kind: Channel.Kind?) throws {
        let waiting = try item(kind, to: kind == .mail ? "ana" : "", addressed: ["ana"])
        #expect(Telling(waiting, by: rules(isGone: true)).kept.isEmpty)
        #expect(Telling(waiting, by: rules(answers: [acknowledged(4)])).kept.isEmpty)
        let later = try item(kind, to: "ana", addressed: ["ana"], answer: 4)
        #expect(Telling(later, by: rules(answers: [acknowledged(4)])).kept.count == 1)
        let resolved = try item(kind, to: "ana", addressed: ["ana"], resolvedOn: today)
        #expect(Telling(resolved, by: rules()).silence == "nothing is left to say: resolved")
    }

    @Test func `a date that came back is reminded of though its alert was resolved`() throws {
        let waiting = try item(
            .mail, to: "ana", addressed: ["ana"], telling: .reminded,
            resolvedOn: day("2026-11-19"))
        #expect(Telling(waiting, by: rules()).kept.count == 1)
        #expect(Telling(waiting, by: rules(isGone: true)).kept.isEmpty)
    }

    @Test func `the end of an incident is told though its alert is resolved`() throws {
        let end = try item(.pagerduty, addressed: [], telling: .resolved, resolvedOn: today)
        #expect(Telling(end, by: rules(isGone: true)).kept.count == 1)
    }

    @Test func `another owner is told in place of the former, and nobody twice`() throws {
        let toAna = try item(.mail, to: "ana", addressed: ["ana", "boss"])
        let toBoss = try item(.mail, to: "boss", addressed: ["ana", "boss"])
        let bo = rules(owner: "bo")
        #expect(Telling(toAna, by: bo).passedOn.keys.sorted() == ["bo"])
        #expect(Telling(toBoss, by: bo).kept.map(\.recipients) == [["bo", "boss"]])
        let boss = rules(owner: "boss")
        #expect(Telling(toAna, by: boss).silence == "nothing is left to say: told to boss")
        #expect(Telling(toBoss, by: boss).kept.count == 1)
    }

    @Test func `what nobody answered goes to the contact there is now, or to nobody`() throws {
        let passed = try item(.mail, to: "boss", addressed: ["boss"], telling: .escalated)
        #expect(Telling(passed, by: rules()).kept.count == 1)
        #expect(Telling(passed, by: rules(escalation: "chief")).passedOn.keys.sorted() == ["chief"])
        #expect(Telling(passed, by: rules(escalation: nil)).kept.isEmpty)
        #expect(Telling(passed, by: rules(owner: "boss")).kept.isEmpty)
    }

    @Test func `who is named by the channel keeps it, and a former owner where there is no other`()
        throws
    {
        let named = try item(.mail, to: "all", addressed: ["ana"], named: ["all"])
        #expect(Telling(named, by: rules(owner: "bo")).kept.count == 1)
        let toAna = try item(.mail, to: "ana", addressed: ["ana"])
        #expect(Telling(toAna, by: rules(owner: nil, escalation: nil)).kept.count == 1)
    }
}
