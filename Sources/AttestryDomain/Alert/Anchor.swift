/// A dated thing about one subject to warn of (`rules.md` §7).
package struct Anchor: Hashable, Sendable {
    /// The anchor's name: `end`, `milestone:surveillance` ….
    package let name: String
    /// The day it is about.
    package let on: CivilDate
    /// The civil day on which what it rests on was recorded.
    package let recordedOn: CivilDate
    /// Whether the weekly rungs after its date apply.
    package let goesOverdue: Bool
    /// What it is about, as a clause for a person to read.
    package let fact: String

    package init(
        name: String, on: CivilDate, recordedOn: CivilDate, goesOverdue: Bool = true, fact: String
    ) {
        self.name = name
        self.on = on
        self.recordedOn = recordedOn
        self.goesOverdue = goesOverdue
        self.fact = fact
    }

    /// Whether it lay too far back on the day it was recorded to be raised ever.
    package var isTooOldToRaise: Bool {
        on < recordedOn.adding(days: -Ladder.longestOverdue)
    }
}

extension Anchor {
    /// Names of the anchors, as the log, the ladders and the outputs spell them.
    package enum Name {
        /// The end of a certificate.
        package static let end = "end"
        /// The last day of the edition.
        package static let editionRetirement = "edition_retirement"
        /// The last day on which an expired certificate may be restored.
        package static let restoreLimit = "restore_limit"
        /// Something due inside a version's life; the kind follows a colon.
        package static let milestone = "milestone"
        /// The day after which a suspension should have ended.
        package static let suspensionLimit = "suspension_limit"
        /// The end of the next report's period.
        package static let nextPeriodEnd = "next_period_end"
        /// The last day on which a report is fresh.
        package static let freshUntil = "fresh_until"
        /// The day an evidence without owner was recorded.
        package static let ownerMissing = "owner_missing"
        /// The day on which an evidence could not be evaluated.
        package static let unreadable = "unreadable"

        /// The last day of an agreement.
        package static let agreementEnd = "agreement_end"
        /// The last day to give notice before an agreement renews itself.
        package static let noticeDeadline = "notice_deadline"
        /// The day on which a version was recalled from somebody who has not answered.
        package static let recall = "recall"
        /// The last day on which somebody may have access to what was released.
        package static let accessEnd = "access_end"

        /// All names that a ladder may be set for.
        package static let all = [
            end, editionRetirement, restoreLimit, milestone, "withdrawn", "cancelled", "suspended",
            "parent_invalid", suspensionLimit, nextPeriodEnd, freshUntil, ownerMissing, unreadable,
            agreementEnd, noticeDeadline, AgreementKind.Duty.phi.rule,
            AgreementKind.Duty.personalData.rule, recall, accessEnd,
        ]
    }
}
