import AttestryDomain
import AttestryTestSupport
import Testing

struct DeliveryRuleTests {
    private let now = Timestamp(secondsSinceEpoch: 1_800_000_000)
    private let key = String(repeating: "ab", count: 32)

    private func after(_ attempts: Int, _ outcome: DeliveryOutcome) -> Delivery {
        RetrySchedule.settled(
            Delivery(state: .claimed, attempts: attempts), by: outcome, key: key, at: now)
    }

    private func pause(_ delivery: Delivery) -> Int? {
        delivery.nextAttemptAt.map { $0.secondsSinceEpoch - now.secondsSinceEpoch }
    }

    @Test func `tries lie further and further apart, and after ten it is given up`() throws {
        let schedule = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
        for (index, seconds) in schedule.enumerated() {
            let next = after(index + 1, .temporary("451"))
            #expect(next.state == .queued)
            #expect((seconds...seconds * 6 / 5).contains(try #require(pause(next))))
        }
        #expect(after(10, .temporary("451")).state == .failed)
    }

    @Test func `a longer pause that the other side asks for is kept, up to a day`() {
        #expect(pause(after(1, .temporary("429", retryAfter: 900))) == 901)
        #expect(pause(after(1, .temporary("429", retryAfter: 9_000_000))) == 86_400)
        #expect((300...360).contains(pause(after(2, .temporary("429", retryAfter: 1))) ?? 0))
    }

    @Test func `what cannot succeed is given up, mail after one more try`() {
        #expect(after(1, .permanent("404")).state == .failed)
        #expect(after(1, .permanent("550", triesOnceMore: true)).state == .queued)
        #expect(after(2, .permanent("550", triesOnceMore: true)).state == .failed)
        #expect(after(1, .gone("410")).state == .failed)
        #expect(after(1, .sent("ok")) == Delivery(state: .sent, attempts: 1, detail: "ok"))
    }

    @Test(arguments: [
        (nil, "2026-11-30", true), ("2026-11-01", "2026-11-30", false),
        ("2026-11-30", "2026-12-01", true), ("2026-08-31", "2026-12-31", true),
        ("2026-12-31", "2027-01-01", true), ("2027-01-01", "2026-12-31", false),
    ])
    func `a checkpoint is due once in a month, and not for months that were missed`(
        last: String?, today: String, isDue: Bool
    ) {
        #expect(CheckpointLetter.isDue(on: day(today), after: last.map(day)) == isDue)
        #expect(CheckpointLetter(day: day(today)).fileName == "checkpoint-\(today.prefix(7)).txt")
    }

    private func notification(
        _ number: Int64, _ kind: AlertNotification.Kind = .raised, rung: Int = 7,
        subject: AlertSubject.Kind = .evidence, scheme: String? = "iso27001",
        to: [String] = ["a@example.com"]
    ) -> AlertNotification {
        AlertNotification(
            kind: kind,
            about: Alert(
                id: ID(number), subject: AlertSubject(subject, key: number, name: "x"),
                scheme: scheme, anchor: AnchorName(.end), anchorOn: day("2026-12-01"), rung: rung,
                skipped: [], message: "x", recipients: to, raisedOn: day("2026-12-01")),
            day: day("2026-12-01"), recipients: to)
    }

    private func channel(_ kind: Channel.Kind, _ filter: Channel.Filter = Channel.Filter()) throws
        -> Channel
    {
        Channel(id: ID(1), code: try Code(kind.rawValue, field: "code"), kind: kind, filter: filter)
    }

    @Test func `mail is one digest a recipient, escalations apart`() throws {
        let drafts = Routing([try channel(.mail)]).drafts([
            notification(1, to: ["a@example.com", "b@example.com"]), notification(2, .reminded),
            notification(3, .escalated, to: ["b@example.com"]), notification(4, .resolved),
        ])
        #expect(drafts.map(\.recipient) == ["a@example.com", "b@example.com", "b@example.com"])
        #expect(drafts.map(\.notifications.count) == [2, 1, 1])
        #expect(drafts.map(\.kind) == [.raised, .raised, .escalated])
    }

    @Test func `the spellings of one mailbox get one digest`() throws {
        let drafts = Routing([try channel(.mail)]).drafts([
            notification(1, to: ["jos\u{E9}@b\u{FC}cher.example"]),
            notification(2, to: ["Jose\u{301}@xn--bcher-kva.example", "b@example.com"]),
        ])
        #expect(drafts.map(\.notifications.count).sorted() == [1, 2])
    }

    @Test func `what no channel takes is put out by the run itself, what is over is not`() throws {
        let critical = try channel(.slack, Channel.Filter(severity: .critical))
        let drafts = Routing([critical]).drafts([
            notification(1), notification(2, rung: 90), notification(3, .resolved),
        ])
        #expect(drafts.map { $0.channel?.kind } == [nil, .slack])
        #expect(drafts[0].notifications.map(\.alert) == [ID(2)])
        #expect(Routing([try channel(.mail)]).drafts([notification(1, to: [])])[0].channel == nil)
    }

    @Test func `a filter looks at noun, scheme and severity`() {
        let filter = Channel.Filter(kinds: [.evidence], schemes: ["pci-dss"], severity: .warning)
        #expect(filter.takes(notification(1, rung: 60, scheme: "pci-dss")))
        #expect(!filter.takes(notification(1, rung: 61, scheme: "pci-dss")))
        #expect(!filter.takes(notification(1)))
        #expect(!filter.takes(notification(1, subject: .agreement, scheme: nil)))
    }
}
