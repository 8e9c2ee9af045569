import AttestryDomain
import AttestryTestSupport
import Testing

/// Each state and flag of `rules.md` §5 on its first and last day.
struct AgreementDayTests {
    private typealias State = AgreementStanding.State

    @Test func `a fixed agreement from draft to expiry`() throws {
        let nda = try paper(
            .fixed, ends: "2026-12-31", effective: "2026-02-01",
            [
                (.drafted, "2026-01-02"), (.sent, "2026-01-05"), (.negotiating, "2026-01-07"),
                (.executed, "2026-01-10"),
            ])
        expect(
            nda,
            [
                ("2026-01-01", .none), ("2026-01-02", .draft), ("2026-01-04", .draft),
                ("2026-01-05", .sent), ("2026-01-06", .sent), ("2026-01-07", .negotiating),
                ("2026-01-09", .negotiating), ("2026-01-10", .notYetEffective),
                ("2026-01-31", .notYetEffective), ("2026-02-01", .active),
                ("2026-10-31", .active), ("2026-11-01", .expiring), ("2026-12-31", .expiring),
                ("2027-01-01", .expired), ("2040-01-01", .expired),
            ])
    }

    @Test func `a declined draft stays declined until it is sent again`() throws {
        let nda = try paper(
            .evergreen, effective: nil,
            [(.sent, "2026-01-05"), (.declined, "2026-01-20"), (.sent, "2026-02-01")])
        expect(
            nda,
            [
                ("2026-01-19", .sent), ("2026-01-20", .declined), ("2026-01-31", .declined),
                ("2026-02-01", .sent),
            ])
    }

    @Test func `a termination ahead makes it end that day and not before`() throws {
        let msa = try paper(
            .auto, term: 12, effective: "2025-01-01", notice: 30,
            [(.executed, "2025-01-01"), (.terminated, "2026-06-30")])
        expect(
            msa,
            [
                ("2026-04-29", .active), ("2026-04-30", .expiring), ("2026-06-29", .expiring),
                ("2026-06-30", .terminated), ("2030-01-01", .terminated),
            ])
        #expect(standing(msa, "2026-05-01").noticeDeadline == nil)
        #expect(standing(msa, "2026-05-01").termEnd == day("2026-06-29"))
        #expect(standing(msa, "2026-05-01").retainUntil == day("2032-06-30"))
    }

    @Test func `ten terms each have their own deadline for notice`() throws {
        let msa = try paper(
            .auto, term: 12, effective: "2020-02-29", notice: 90, [(.executed, "2020-02-29")])
        for year in 0..<10 {
            let start = day("2020-02-29").adding(months: 12 * year)
            let end = day("2020-02-29").adding(months: 12 * (year + 1)).dayBefore
            let deadline = end.adding(days: -90)
            for asked in [start, end] {
                #expect(standing(msa, asked).termStart == start)
                #expect(standing(msa, asked).termEnd == end)
                #expect(standing(msa, asked).noticeDeadline == deadline)
            }
            #expect(standing(msa, deadline).state == .noticeWindowOpen)
            #expect(standing(msa, deadline.adding(days: -60)).state == .noticeWindowOpen)
            #expect(standing(msa, deadline.adding(days: -61)).state == .active)
            #expect(standing(msa, deadline.dayAfter).state == .active)
        }
        #expect(standing(msa, "2024-02-28").termEnd == day("2024-02-28"))
        #expect(standing(msa, "2024-02-29").termStart == day("2024-02-29"))
    }

    @Test func `a first term has its own length, and notice counts from the term it is in`() throws
    {
        var terms = AgreementTerms()
        (terms.renewal, terms.effectiveOn) = (.auto, day("2024-08-01"))
        (terms.initialTermMonths, terms.termMonths, terms.noticeDays) = (36, 12, 90)
        let months = try paper(terms, [(.executed, "2024-08-01")])
        #expect(standing(months, "2026-11-27").noticeDeadline == day("2027-05-02"))
        #expect(standing(months, "2027-07-31").termEnd == day("2027-07-31"))
        #expect(standing(months, "2027-08-01").termEnd == day("2028-07-31"))
        #expect(standing(months, "2040-01-01").isInForce)
        (terms.initialTermMonths, terms.endsOn) = (nil, day("2027-07-31"))
        (terms.noticeDays, terms.noticeMonths) = (nil, 3)
        let printed = try paper(terms, [(.executed, "2024-08-01")])
        #expect(standing(printed, "2027-07-31").noticeDeadline == day("2027-04-30"))
        #expect(standing(printed, "2029-01-01").termStart == day("2028-08-01"))
        #expect(standing(printed, "2029-01-01").noticeDeadline == day("2029-04-30"))
        #expect(standing(printed, "2029-01-01").endedOn == nil)
    }

    @Test func `a 29 February comes back after a first term`() throws {
        var terms = AgreementTerms()
        (terms.renewal, terms.effectiveOn) = (.auto, day("2024-02-29"))
        (terms.initialTermMonths, terms.termMonths) = (24, 12)
        let msa = try paper(terms, [(.executed, "2024-02-29")])
        #expect(standing(msa, "2027-01-01").termStart == day("2026-02-28"))
        #expect(standing(msa, "2028-02-29").termStart == day("2028-02-29"))
    }

    @Test func `notice as long as the shortest term is refused`() {
        func isRefused(_ change: (inout AgreementTerms) -> Void) -> Bool {
            var terms = AgreementTerms()
            (terms.renewal, terms.effectiveOn, terms.termMonths) = (.auto, day("2025-01-01"), 12)
            change(&terms)
            return !terms.problems().isEmpty
        }
        #expect(!isRefused { $0.noticeMonths = 11 })
        #expect(isRefused { $0.noticeMonths = 12 })
        #expect(!isRefused { $0.noticeDays = 364 })
        #expect(isRefused { $0.noticeDays = 365 })
        #expect(isRefused { ($0.initialTermMonths, $0.noticeMonths) = (3, 3) })
        #expect(!isRefused { ($0.initialTermMonths, $0.noticeMonths) = (36, 11) })
        #expect(isRefused { ($0.initialTermMonths, $0.noticeMonths) = (36, 12) })
        #expect(isRefused { ($0.endsOn, $0.noticeMonths) = (day("2025-01-31"), 1) })
        #expect(!isRefused { ($0.endsOn, $0.noticeMonths) = (day("2025-02-01"), 1) })
        #expect(isRefused { ($0.noticeDays, $0.noticeMonths) = (30, 1) })
        #expect(isRefused { ($0.endsOn, $0.initialTermMonths) = (day("2025-12-31"), 12) })
    }

    @Test func `a BAA terminated on 2025-03-31 is kept until 2031-03-31`() throws {
        let baa = try paper(
            .evergreen, effective: "2022-04-01",
            [(.executed, "2022-03-20"), (.terminated, "2025-03-31")])
        #expect(standing(baa, "2026-01-01").retainUntil == day("2031-03-31"))
    }

    @Test func `an NDA that ended yesterday protects and allows no new release`() throws {
        let nda = try paper(
            .fixed, ends: "2026-11-24", effective: "2024-11-25", survival: 36,
            [(.executed, "2024-11-25")])
        #expect(standing(nda, "2026-11-24").flags.isEmpty)
        let after = standing(nda, "2026-11-25")
        #expect(after.state == .expired && !after.isInForce)
        #expect(after.flags == [.inSurvival])
        #expect(standing(nda, "2029-11-24").flags == [.inSurvival])
        #expect(standing(nda, "2029-11-25").flags.isEmpty)
    }

    @Test func `only an executed agreement that stands supersedes`() throws {
        let old = try paper(
            .evergreen, effective: "2025-01-01",
            [(.executed, "2025-01-01"), (.superseded, "2026-03-01")])
        let drafted = try paper(
            .evergreen, effective: "2026-04-01", [(.drafted, "2026-02-01")], "new")
        let signed = try paper(
            .evergreen, effective: "2026-04-01", [(.executed, "2026-02-01")], "new")
        let voided = try paper(
            .evergreen, effective: "2026-04-01",
            [(.executed, "2026-02-01"), (.voided, "2026-05-01")], "new")
        #expect(standing(old, "2026-06-01", beside: drafted).state == .active)
        #expect(standing(old, "2026-03-31", beside: signed).state == .active)
        #expect(standing(old, "2026-04-01", beside: signed).state == .superseded)
        #expect(standing(old, "2026-04-01", beside: signed).since == day("2026-04-01"))
        #expect(standing(old, "2026-06-01", beside: voided).state == .active)
        #expect(standing(voided, "2020-01-01").state == .voided)
    }

    @Test func `an obligation begins on the first day without an agreement in force`() throws {
        let baa = try paper(
            .fixed, ends: "2026-06-30", effective: "2026-02-01", [(.executed, "2026-02-01")],
            duty: .phi)
        let customer = Customer(
            id: ID(1), code: try Code("acme", field: "code"), name: "Acme", handlesPHI: true,
            recordedOn: day("2026-01-01"),
            contracts: [
                Contract(
                    id: ID(1), sinceOn: day("2026-01-01"), untilOn: day("2026-12-31"),
                    recordedOn: day("2026-01-01"))
            ])
        let rules = CustomerRules(customer, agreements: [baa])
        func since(_ text: String) -> CivilDate? { rules.unmet(on: day(text)).first?.since }
        #expect(since("2025-12-31") == nil)
        #expect(since("2026-01-01") == day("2026-01-01"))
        #expect(since("2026-01-31") == day("2026-01-01"))
        #expect(since("2026-02-01") == nil)
        #expect(since("2026-06-30") == nil)
        #expect(since("2026-07-01") == day("2026-07-01"))
        #expect(since("2026-12-31") == day("2026-07-01"))
        #expect(since("2027-01-01") == nil)
    }
}

extension AgreementDayTests {
    private func paper(
        _ renewal: AgreementTerms.Renewal, ends: String? = nil, term: Int? = nil,
        effective: String?, notice: Int? = nil, survival: Int? = nil,
        _ events: [(AgreementEvent.Kind, String)],
        _ code: String = "old", duty: AgreementKind.Duty? = nil
    ) throws -> Agreement {
        var terms = AgreementTerms()
        (terms.renewal, terms.endsOn, terms.termMonths) = (renewal, ends.map { day($0) }, term)
        (terms.effectiveOn, terms.noticeDays) = (effective.map { day($0) }, notice)
        (terms.survivalBasis, terms.survivalMonths) = (survival == nil ? nil : .end, survival)
        return try paper(terms, events, code, duty: duty)
    }

    private func paper(
        _ terms: AgreementTerms, _ events: [(AgreementEvent.Kind, String)],
        _ code: String = "old", duty: AgreementKind.Duty? = nil
    ) throws -> Agreement {
        Agreement(
            id: ID(1), code: try Code(code, field: "code"),
            customer: try Code("acme", field: "customer"),
            kind: AgreementKind(
                code: try Code("nda", field: "kind"), title: "NDA", countsAsNDA: true,
                satisfies: duty),
            terms: terms, recordedOn: day("2020-01-01"),
            events: try events.enumerated().map { index, event in
                AgreementEvent(
                    id: ID(Int64(index)), kind: event.0, occurredOn: day(event.1),
                    successor: event.0 == .superseded ? try Code("new", field: "by") : nil,
                    recordedOn: day("2020-01-01"))
            })
    }

    private func standing(_ agreement: Agreement, _ text: String, beside other: Agreement? = nil)
        -> AgreementStanding
    {
        let others = other.map { [$0.code: $0] } ?? [:]
        return AgreementRules(agreement, successors: others).standing(on: day(text))
    }

    private func standing(_ agreement: Agreement, _ asked: CivilDate) -> AgreementStanding {
        AgreementRules(agreement, successors: [:]).standing(on: asked)
    }

    private func expect(_ agreement: Agreement, _ days: [(String, AgreementStanding.State)]) {
        for (text, state) in days {
            #expect(standing(agreement, text).state == state, "on \(text)")
        }
    }
}
