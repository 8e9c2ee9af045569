import AttestryDomain

/// Where days stand in a picture: whole years from left to right.
struct TimeAxis {
    /// How far it reaches back and ahead, in years, however long the lives are.
    private static let longestPast = 12
    private static let longestFuture = 8
    /// How many years are named, so that a narrow screen has room for them.
    private static let mostLabels = 8

    /// The first day that is drawn.
    let first: CivilDate
    /// The day after the last one that is drawn.
    let end: CivilDate
    /// The day asked about.
    let today: CivilDate
    /// Whether something lies before the first day.
    let isCut: Bool

    /// The axis on which all of these lives have room.
    init(_ lives: [EvidenceLife], today: CivilDate) {
        self.today = today
        let days = lives.flatMap(\.days)
        let earliest = min(days.min() ?? today, today.adding(months: -12)).year
        let latest = max(days.max() ?? today, today.adding(months: 12)).year
        let firstYear = max(earliest, today.year - Self.longestPast)
        first = CivilDate(year: firstYear, month: 1, day: 1) ?? today
        let lastYear = min(latest, today.year + Self.longestFuture)
        end = CivilDate(year: lastYear + 1, month: 1, day: 1) ?? today.dayAfter
        isCut = earliest < firstYear
    }

    /// Where a day begins, in thousandths of a hundredth of the width; days beyond the ends stand
    /// at the ends.
    func place(_ day: CivilDate) -> Int {
        let length = first.days(until: end)
        return min(length, max(0, first.days(until: day))) * 100_000 / length
    }

    /// A length of the axis as markup has it.
    static func percent(_ place: Int) -> String { "\(place / 1000).\(pad(place % 1000, 3))%" }

    /// What the head of a picture is drawn from.
    var fields: Fields {
        let years = Array(first.year..<end.year)
        let step = (years.count + Self.mostLabels - 1) / Self.mostLabels
        let starts = years.map { CivilDate(year: $0, month: 1, day: 1) ?? first }
        let label = place(today)
        return [
            "grid": starts.map { ["x": Self.percent(place($0))] as Fields },
            "years": zip(years, starts).enumerated().filter { $0.offset % step == 0 }
                .map { ["x": Self.percent(place($0.element.1)), "year": $0.element.0] as Fields },
            "todayX": Self.percent(label), "today": "\(today)",
            "anchor": label > 85_000 ? "end" : label < 15_000 ? "start" : "middle",
        ]
    }
}

extension EvidenceLife {
    /// The days that should have room in a picture.
    fileprivate var days: [CivilDate] {
        stretches.flatMap { [$0.from] + ($0.isInForce ? [$0.through].compactMap(\.self) : []) }
            + covered.flatMap { [$0.start, $0.end] } + letters.map(\.toOn)
            + milestones.map(\.dueOn)
    }
}
