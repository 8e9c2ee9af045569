import AttestryDomain
import AttestryTestSupport
import Testing

/// What every part that reckons with days and numbers is given here: the limits of the types, and
/// what lies beside them.
enum Limits {
    static let numbers: [Int] = [
        .min, .min + 1, -1_000_001, -116, -1, 0, 1, 31, 1_200, 1_000_001, .max - 1, .max,
    ]
    static let days: [CivilDate] = [
        .distantPast, day("1900-01-01"), day("1970-01-01"), day("2024-02-29"), day("2199-12-31"),
        .distantFuture,
    ]

    /// Whether a day is one that is reckoned with.
    static func holds(_ day: CivilDate) -> Bool {
        (CivilDate.distantPast...CivilDate.distantFuture).contains(day)
    }
}

struct LimitTests {
    @Test func `a date goes no further than the first and the last day`() throws {
        for day in Limits.days {
            for number in Limits.numbers {
                let (later, earlier) = (day.adding(days: number), day.subtracting(days: number))
                let (after, before) = (day.adding(months: number), day.subtracting(months: number))
                #expect([later, earlier, after, before].allSatisfy(Limits.holds))
                #expect((later > day) == (number > 0 && day < .distantFuture))
                #expect((earlier > day) == (number < 0 && day < .distantFuture))
                #expect((after > day) == (number > 0 && day < .distantFuture))
                #expect((before > day) == (number < 0 && day < .distantFuture))
                for other in Limits.days {
                    let distance = day.days(until: other)
                    #expect(distance == other.days(until: day).negated)
                    #expect(
                        day.isFollowed(by: other, within: number)
                            == (distance >= 0 && distance <= number))
                }
            }
            #expect(Limits.holds(day.dayBefore) && Limits.holds(day.dayAfter))
            #expect(
                CivilDate(year: day.year, month: 1, day: 1) != nil || day.year == -768
                    || day.year == 4_707)
            #expect(day.description.utf8.count >= 10)
        }
        for number in Limits.numbers {
            #expect(Limits.holds(CivilDate(dayNumber: number)))
            for other in Limits.numbers {
                #expect((28...31).contains(CivilDate.length(ofMonth: number, in: other)))
                for third in Limits.numbers {
                    _ = CivilDate(year: number, month: other, day: third)
                }
            }
        }
    }

    @Test func `an instant goes no further than the first and the last day`() {
        for number in Limits.numbers {
            let instant = Timestamp(secondsSinceEpoch: number)
            for other in Limits.numbers {
                #expect(Limits.holds(instant.date(secondsFromUTC: other)))
                let moved = instant.adding(seconds: other)
                #expect(other < 0 || moved >= instant)
                #expect(other > 0 || moved <= instant)
            }
            #expect(instant.description.ends(with: "Z"))
        }
    }

    @Test func `sums and products end at the limits`() {
        #expect(Int.max.plus(1) == .max && Int.min.plus(-1) == .min && Int.max.plus(.min) == -1)
        #expect(Int.max.times(2) == .max && Int.min.times(2) == .min && Int.min.times(-1) == .max)
        #expect(Int.max.times(-2) == .min && 0.times(.min) == 0)
        #expect(Int.min.negated == .max && Int.max.negated == -Int.max)
        #expect(5.clamped(to: 1...3) == 3 && Int.min.clamped(to: 1...3) == 1)
    }

    @Test func `a number in words is whatever number it is`() throws {
        for number in Limits.numbers {
            #expect(number.asDaysAhead.utf8.count > 4)
            #expect(number.of("day").ends(with: number == 1 ? "day" : "days"))
            #expect("0123456789".cut(to: number).utf8.count <= 12)
            #expect("01\n".singleLine(of: number).utf8.count <= 5)
            _ = AlertSeverity(daysLeft: number, warning: number, critical: number)
            for width in Limits.numbers { #expect(pad(number, width).utf8.count <= 21) }
            for other in Limits.numbers {
                let rules = try? ConcernRules(
                    warningDays: number, criticalDays: other, day: .distantFuture)
                #expect(rules.map { Limits.holds($0.lastDay) } ?? true)
            }
        }
        #expect(Int.min.asDaysAhead == "9223372036854775808 days ago")
    }

    @Test func `a message is tried again within a day and a fifth, however often it was tried`() {
        for number in Limits.numbers {
            for seconds in Limits.numbers {
                let tried = Delivery(state: .claimed, attempts: number)
                let now = Timestamp(secondsSinceEpoch: seconds)
                for wait in Limits.numbers {
                    let next = RetrySchedule.settled(
                        tried, by: .temporary("busy", retryAfter: wait), key: "key", at: now)
                    #expect(
                        next.nextAttemptAt.map {
                            $0 <= now.adding(seconds: RetrySchedule.longestWait) && $0 >= now
                        } ?? (next.state == .failed))
                }
                _ = OutboxState(waiting: number, failed: number, oldestWaiting: now, disabled: [])
                    .concerns(at: Timestamp(secondsSinceEpoch: number))
            }
            var tried = Delivery(attempts: number)
            tried.countAttempt()
            #expect(Delivery.possibleAttempts.contains(tried.attempts))
        }
    }

    @Test func `costs are added up to the greatest amount and no further`() {
        let costs = Limits.numbers.map { Cost(hundredths: $0, currency: nil) }
        for cost in costs { #expect(!cost.description.isEmpty) }
        for cost in costs {
            #expect(
                [cost, cost].sums == [Cost(hundredths: cost.hundredths.times(2), currency: nil)])
        }
    }

    @Test func `a ladder takes any rungs`() {
        let ladder = Ladder(rungs: Limits.numbers).withOverdueRungs()
        for day in Limits.days {
            for anchor in Limits.days {
                let reached = ladder.reached(on: day, anchor: anchor)
                #expect(reached.contains(.max) && !reached.contains(.min))
                #expect(reached.contains(0) == (day >= anchor))
            }
        }
    }
}
