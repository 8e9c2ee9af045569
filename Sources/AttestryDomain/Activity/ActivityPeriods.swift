/// The periods of a cadence that the calendar makes due, counted from 0: the k-th is computed, so
/// that nothing depends on how many there are (`rules.md` §9).
struct ActivityPeriods {
    private let cadence: ActivityCadence
    /// From where the months count: the first day, or that of its period of the calendar.
    private let base: CivilDate
    private let months: Int
    /// The number of the last period that counts; nil where they go on.
    private let last: Int?

    /// Nil where no calendar makes it due. Only periods that are over by `last` count.
    init?(_ cadence: ActivityCadence, until last: CivilDate?) {
        self.cadence = cadence
        switch cadence.rhythm {
        case .each(let period):
            months = period.months
            let (year, month, _) = cadence.fromOn.fields
            base =
                CivilDate(year: year, month: (month - 1) / months * months + 1, day: 1)
                ?? cadence.fromOn
        case .every(let term):
            months = max(term, 1)
            base = cadence.fromOn
        case .contractEnd, .event, nil: return nil
        }
        let (base, months) = (base, months)
        self.last = last.map { Self.number(of: $0.dayAfter, base, months) - 1 }
    }

    /// The period that contains a day; nil where none that counts does.
    func period(on day: CivilDate) -> Occurrence? {
        guard cadence.fromOn <= day else { return nil }
        let number = Self.number(of: day, base, months)
        return last.map { $0 < number } ?? false ? nil : occurrence(number)
    }

    /// The periods that are due between two days.
    func due(from first: CivilDate, to end: CivilDate) -> [Occurrence] {
        let least = Self.number(of: max(first, cadence.fromOn), base, months)
        let most = min(Self.number(of: end, base, months), last ?? .max)
        guard least <= most else { return [] }
        return (least...most).map(occurrence).filter { first <= $0.dueOn && $0.dueOn <= end }
    }

    /// The last period that was due before a day; nil where none was.
    func last(before day: CivilDate) -> Occurrence? {
        let count = count(before: day)
        return count > 0 ? occurrence(count - 1) : nil
    }

    /// How many periods were due before a day.
    func count(before day: CivilDate) -> Int {
        max(0, min(Self.number(of: day, base, months) - 1, last ?? .max) + 1)
    }

    /// The number of the period that contains a day; negative before the first.
    private static func number(of day: CivilDate, _ base: CivilDate, _ months: Int) -> Int {
        let (from, asked) = (base.fields, day.fields)
        let elapsed = (asked.year - from.year) * 12 + asked.month - from.month
        let number = elapsed >= 0 ? elapsed / months : (elapsed - months + 1) / months
        // By the months alone it has begun, but perhaps not yet by the day of the month.
        return base.adding(months: number.times(months)) > day ? number - 1 : number
    }

    private func occurrence(_ number: Int) -> Occurrence {
        let start = base.adding(months: number.times(months))
        let due = base.adding(months: number.plus(1).times(months)).dayBefore
        return Occurrence(
            name: name(start, due), startsOn: max(start, cadence.fromOn), dueOn: due,
            recordedOn: cadence.recordedOn)
    }

    private func name(_ start: CivilDate, _ due: CivilDate) -> String {
        let (year, month, _) = start.fields
        return switch cadence.eachPeriod {
        case .month: "\(pad(year, 4))-\(pad(month, 2))"
        case .quarter: "\(pad(year, 4))-Q\((month + 2) / 3)"
        case .halfYear: "\(pad(year, 4))-H\((month + 5) / 6)"
        case .year: pad(year, 4)
        case nil: due.description
        }
    }

    /// A day in the period that a name says; nil where no period has such a name.
    static func day(named name: String) -> CivilDate? {
        if let day = CivilDate(name) { return day }
        let parts = name.parts(at: "-")
        let year = parts[0]
        guard parts.count <= 2, year.utf8.count == 4 else { return nil }
        guard parts.count == 2 else { return CivilDate("\(year)-12-31") }
        let firsts = ["Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"]
        let month = firsts[parts[1]] ?? parts[1]
        return CivilDate("\(year)-\(month)-01")?.adding(months: 1).dayBefore
    }
}
