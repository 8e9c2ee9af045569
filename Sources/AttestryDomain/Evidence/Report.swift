/// What a report covers and what its auditor concluded.
package struct Report: Hashable, Sendable {
    /// What the auditor concluded.
    package enum Opinion: String, Sendable, CaseIterable {
        case unqualified, qualified, adverse, disclaimer
    }

    /// The span a report speaks about.
    package enum Coverage: Hashable, Sendable {
        /// The first and the last day of a period (type 2).
        case period(start: CivilDate, end: CivilDate)
        /// One day (type 1).
        case day(CivilDate)
    }

    /// The first and the last day of a period.
    package struct Period: Hashable, Sendable {
        package let start: CivilDate
        package let end: CivilDate
    }

    /// The span it speaks about.
    package var coverage: Coverage
    /// The auditor's conclusion.
    package var opinion: Opinion
    /// The criteria it was held against, such as `security`.
    package var criteria: [String]
    /// The number of exceptions that the auditor noted.
    package var exceptions: Int?

    package init(
        coverage: Coverage, opinion: Opinion, criteria: [String] = [], exceptions: Int? = nil
    ) {
        self.coverage = coverage
        self.opinion = opinion
        self.criteria = criteria
        self.exceptions = exceptions
    }

    /// The last day it speaks about.
    package var lastDay: CivilDate {
        switch coverage {
        case .period(_, let end): end
        case .day(let day): day
        }
    }

    /// The period of a type 2 report.
    package var period: Period? {
        if case .period(let start, let end) = coverage {
            Period(start: start, end: end)
        } else {
            nil
        }
    }

    /// The day of a type 1 report.
    package var asOfOn: CivilDate? {
        if case .day(let day) = coverage { day } else { nil }
    }
}
