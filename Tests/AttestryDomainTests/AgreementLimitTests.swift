import AttestryDomain
import AttestryTestSupport
import Testing

/// Agreements with any months, days and dates: nothing traps or runs away.
struct AgreementLimitTests {
    @Test func `the term that contains a day is found at once, whatever its months`() throws {
        for months in Limits.numbers {
            for before in Limits.numbers.map(Optional.some) + [nil] {
                var terms = AgreementTerms()
                (terms.renewal, terms.termMonths) = (.auto, months)
                terms.initialTermMonths = before
                for first in Limits.days { try check(terms, from: first) }
                terms.initialTermMonths = nil
                terms.endsOn = day("1970-01-01")
                for first in Limits.days { try check(terms, from: first) }
            }
        }
    }

    private func check(_ terms: AgreementTerms, from first: CivilDate) throws {
        let course = try #require(AgreementCourse(terms, from: first))
        #expect(course.firstTerms.count == 48)
        for day in Limits.days {
            let number = course.number(on: day)
            #expect(number >= 1)
            #expect(number == 1 || course.start(of: number) <= day)
            #expect(course.start(of: number + 1) > day || day == .distantFuture)
            #expect(course.term(on: day).start == course.start(of: number))
        }
        for number in Limits.numbers { #expect(Limits.holds(course.start(of: number))) }
    }

    @Test(arguments: Limits.numbers)
    func `an agreement is judged and watched, whatever its numbers`(number: Int) throws {
        for renewal in AgreementTerms.Renewal.allCases {
            for basis in AgreementTerms.SurvivalBasis.allCases {
                for other in Limits.numbers {
                    var terms = AgreementTerms()
                    (terms.renewal, terms.survivalBasis) = (renewal, basis)
                    (terms.termMonths, terms.initialTermMonths) = (number, other)
                    (terms.noticeDays, terms.survivalMonths) = (other, number)
                    if renewal == .fixed { terms.endsOn = day("2199-12-31") }
                    try judge(terms, number, other)
                    (terms.noticeDays, terms.noticeMonths) = (nil, number)
                    try judge(terms, other, number)
                }
            }
        }
    }

    @Test func `the days on which terms begin are counted, however far ahead they are asked for`()
        throws
    {
        for months in [1, 12, .max] {
            var terms = AgreementTerms()
            (terms.renewal, terms.termMonths) = (.auto, months)
            terms.effectiveOn = day("2026-01-31")
            let rules = CustomerRules(
                Customer(
                    id: ID(1), code: try code("c"), name: "C", recordedOn: day("2026-01-31")),
                agreements: [
                    Agreement(
                        id: ID(1), code: try code("a"), customer: try code("c"),
                        kind: AgreementKind(code: try code("msa"), title: "MSA"), terms: terms,
                        recordedOn: day("2026-01-31"))
                ])
            // 2 681 years and 11 months from then to the last day of all.
            let expected = months == .max ? 2 : 32_183 / months
            #expect(abs(rules.turns(until: .distantFuture).count - expected) <= 2)
        }
    }

    private func judge(_ terms: AgreementTerms, _ retention: Int, _ expiring: Int) throws {
        _ = terms.problems()
        let kind = AgreementKind(
            code: try code("baa"), title: "BAA", satisfies: .phi, retentionMonths: retention,
            expiringDays: expiring)
        for first in [day("1900-01-01"), day("2199-12-31")] {
            var terms = terms
            terms.effectiveOn = first
            let agreement = Agreement(
                id: ID(1), code: try code("a"), customer: try code("c"), kind: kind, terms: terms,
                recordedOn: first,
                events: [
                    AgreementEvent(id: ID(1), kind: .executed, occurredOn: first, recordedOn: first)
                ])
            let customer = Customer(
                id: ID(1), code: try code("c"), name: "C", handlesPHI: true, recordedOn: first,
                contracts: [
                    Contract(id: ID(1), sinceOn: first, untilOn: nil, recordedOn: first)
                ])
            let rules = CustomerRules(customer, agreements: [agreement])
            for day in [day("1900-01-01"), day("2026-11-27"), day("2199-12-31"), .distantFuture] {
                let standing = AgreementRules(agreement, successors: [:])
                    .standing(on: day, lastRelease: first)
                let days = [standing.noticeDeadline, standing.survivalUntil, standing.retainUntil]
                #expect(days.compactMap(\.self).allSatisfy(Limits.holds))
                _ = rules.watched(agreement, on: day)
                _ = rules.watchedObligations(on: day)
            }
        }
    }
}
