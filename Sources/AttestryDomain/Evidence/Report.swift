/// What a report covers and what its auditor concluded.
package struct Report: Hashable, Sendable {
    /// What the auditor concluded.
    package enum Opinion: String, Sendable, CaseIterable {
        case unqualified, qualified, adverse, disclaimer
    }

    /// The first and the last day of a period.
    package struct Period: Hashable, Sendable {
        package let start: CivilDate
        package let end: CivilDate
    }

    /// The period it covers (type 2); nil where it speaks about one day.
    package let period: Period?
    /// The last day it speaks about; of a type 1 report the only one.
    package let lastDay: CivilDate
    /// The auditor's conclusion.
    package let opinion: Opinion
    /// The criteria it was held against, such as `security`.
    package let criteria: [String]
    /// The number of exceptions that the auditor noted.
    package let exceptions: Int?

    /// The first day it speaks about.
    package var firstDay: CivilDate { period?.start ?? lastDay }

    /// The day of a type 1 report.
    package var asOfOn: CivilDate? { period == nil ? lastDay : nil }
}
