import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

struct WatchedTests {
    private let settings = Settings(
        organization: "Example", timeZone: "UTC", owner: "all@example.com",
        escalation: "boss@example.com", catalogueVersion: 0)

    private func handover(_ events: [(DistributionEvent.Kind, String)] = []) -> Handover {
        Handover(
            id: ID(7), releasedOn: day("2026-01-10"), outcome: .released, customer: ID(1),
            contact: ID(2), version: ID(3),
            events: events.enumerated().map { index, event in
                DistributionEvent(
                    id: ID(Int64(index + 1)), kind: event.0, occurredOn: day(event.1),
                    recordedOn: day(event.1))
            })
    }

    private func watched(_ handover: Handover, accessEnds: String? = nil, on asked: String) throws
        -> [String]
    {
        handover.watched(
            on: day(asked), accessEndsOn: accessEnds.map { day($0) }, recordedOn: day("2026-01-10"),
            version: try VersionReference("soc2@1"), owner: nil, recipient: ["acme", "a@acme.com"],
            holding: HolderRules([handover], succession: [ID(3)])
                .holdings(of: ID(3), on: day(asked)).first
        ).anchors.map { "\($0.name) \($0.on)" }
    }

    @Test func `a recall is watched from its day until it is acknowledged`() throws {
        let recalled = handover([(.recalled, "2026-03-01")])
        #expect(try watched(recalled, on: "2026-02-28").isEmpty)
        #expect(try watched(recalled, on: "2026-03-01") == ["recall 2026-03-01"])
        let answered = handover([(.recalled, "2026-03-01"), (.acknowledged, "2026-03-09")])
        #expect(try watched(answered, on: "2026-03-08") == ["recall 2026-03-01"])
        #expect(try watched(answered, on: "2026-03-09").isEmpty)
    }

    @Test func `the end of access is watched until access was ended`() throws {
        let ended = handover([(.accessEnded, "2026-06-05")])
        #expect(
            try watched(ended, accessEnds: "2026-06-01", on: "2026-06-04")
                == ["access_end 2026-06-01"])
        #expect(try watched(ended, accessEnds: "2026-06-01", on: "2026-06-05").isEmpty)
    }

    @Test func `who is told is the owner, else the registry's, else the escalation contact`() {
        func told(_ owner: String?, _ settings: Settings) -> String? {
            Watched(
                AlertSubject(.evidence, key: 1, name: "a"), title: "a", owner: owner, anchors: []
            ).recipient(settings)
        }
        var ownerless = settings
        ownerless.owner = nil
        #expect(told("own@example.com", settings) == "own@example.com")
        #expect(told(nil, settings) == "all@example.com")
        #expect(told(nil, ownerless) == "boss@example.com")
    }

    @Test func `a former customer's agreement is silent but for a ladder of its own`() throws {
        var terms = AgreementTerms()
        (terms.effectiveOn, terms.renewal) = (day("2025-01-01"), .fixed)
        terms.endsOn = day("2026-12-31")
        let agreement = Agreement(
            id: ID(1), code: try code("acme-dpa"), customer: try code("acme"),
            kind: AgreementKind(code: try code("dpa"), title: "DPA", satisfies: .personalData),
            terms: terms, recordedOn: day("2025-01-01"),
            events: [
                AgreementEvent(
                    id: ID(1), kind: .executed, occurredOn: day("2025-01-01"),
                    recordedOn: day("2025-01-01"))
            ])
        func customer(until: String?) throws -> Customer {
            Customer(
                id: ID(1), code: try code("acme"), name: "Acme", recordedOn: day("2025-01-01"),
                contracts: [
                    Contract(
                        id: ID(1), sinceOn: day("2025-01-01"), untilOn: until.map { day($0) },
                        recordedOn: day("2025-01-01"))
                ])
        }
        func rungs(until: String?, _ rules: [Ladders.Rule]) throws -> [Int] {
            let watch = CustomerRules(try customer(until: until), agreements: [agreement])
            let watched = watch.watched(agreement, on: day("2026-10-15"))
            let anchor = try #require(watched.anchors.first)
            #expect(anchor.name.kind == .agreementEnd)
            return Ladders(rules: rules).ladder(for: anchor, of: watched.target).rungs
                .filter { $0 > 0 }
        }
        func rule(_ scope: Ladders.Scope, _ code: String?, _ rungs: [Int]) -> Ladders.Rule {
            Ladders.Rule(
                scope: scope, scopeCode: code, anchor: AnchorName(.agreementEnd),
                ladder: Ladder(rungs: rungs), origin: .user)
        }
        let general = rule(.any, nil, [90, 30])
        #expect(try rungs(until: nil, [general]) == [90, 30])
        #expect(try rungs(until: "2026-06-30", [general]).isEmpty)
        let own = rule(.agreement, "acme-dpa", [60])
        #expect(try rungs(until: "2026-06-30", [general, own]) == [60])
    }

    @Test func `between the days that may change something the anchors stay the same`() throws {
        let parent = EvidenceBuilder(try code("iso27001"), owner: "a@example.com")
            .version("2022", issued: "2024-03-01", expires: "2027-02-28")
            .event(.suspended, "2025-02-01").event(.restored, "2025-05-20")
            .version("2022", issued: "2027-08-01", from: "2027-09-01", expires: "2030-02-28")
        let child = EvidenceBuilder(try code("iso27017"), owner: "a@example.com")
            .version(
                "2015", issued: "2024-04-01", expires: "2027-03-31", parent: "iso27001"
            )
            .milestone("surveillance", due: "2025-04-01")
        let portfolio = Portfolio(
            schemes: try Catalogue.builtInSchemes(), evidence: [parent.built, child.built])
        let rules = AnchorRules(portfolio: portfolio, defaultOwner: nil)
        for code in [parent.built.code, child.built.code] {
            let turns = try portfolio.turns(of: code)
            var before: [Anchor]?
            var changes = 0
            for number in day("2024-01-01").dayNumber...day("2031-01-01").dayNumber {
                let asked = CivilDate(dayNumber: number)
                let anchors = try rules.watched(code, on: asked).anchors
                if let before, before != anchors {
                    changes += 1
                    #expect(turns.contains(asked), "\(code) on \(asked)")
                }
                before = anchors
            }
            #expect(changes > 2, "\(code)")
        }
    }

    @Test func `every noun that is watched is one that channels know, and every day has a name`() {
        for kind in AnchorName.Kind.allCases {
            #expect(AnchorName(kind.rawValue) == AnchorName(kind))
        }
        #expect(AnchorName("milestone:a:b") == AnchorName(.milestone, "a:b"))
        #expect(AnchorName("end:x") == nil)
        #expect(AnchorName("milestone\u{301}") == nil)
    }
}
