/// A control that comes again, as it was recorded: how often it is due, and what happened
/// (`rules.md` §9).
package struct Activity: Hashable, Sendable {
    package let id: ID<Activity>
    /// What users call it.
    package let code: Code
    /// What is done each time.
    package var title: String
    /// The e-mail address of the person who keeps it.
    package var owner: String?
    /// The names of the details that each record of it has to give.
    package var recordFields: [String] = []
    /// Whether the page may claim that it is kept.
    package var mayBeShown = false
    /// The last day on which it is expected; nil while it goes on.
    package var endedOn: CivilDate?
    /// Whether it was recorded in error as a whole.
    package var isVoided = false
    /// The civil day on which it was recorded.
    package let recordedOn: CivilDate
    /// How often it is due, a cadence for each change, in the order of recording.
    package var cadences: [ActivityCadence] = []
    /// What happened to it, in the order of recording.
    package var events: [ActivityEvent] = []

    package init(id: ID<Activity>, code: Code, title: String = "", recordedOn: CivilDate) {
        self.id = id
        self.code = code
        self.title = title
        self.recordedOn = recordedOn
    }

    package static let fields: [Field<Activity>] = [
        .text("title", \.title.kept, "What is done each time.").needed("an activity has a title"),
        .address("owner", \.owner, "The e-mail address of the person who keeps it."),
        .list(
            "record_fields", \.recordFields,
            "A detail that each record has to give; may be given several times.",
            expected: "give names such as scenario or rto_achieved", read: checkedName
        ).typed(as: "field"),
        .flag("may_be_shown", \.mayBeShown, "The page may claim that it is kept."),
    ]

    private static func checkedName(_ text: String) throws -> String {
        let isName = text.utf8.allSatisfy {
            $0.isLetterOrDigit && !(0x41...0x5A).contains($0) || $0 == 0x5F || $0 == 0x2D
        }
        guard isName, (1...64).contains(text.utf8.count) else {
            throw RegistryError.invalid(
                "record_fields", text, "lower-case letters, digits, '_' and '-' (64 at most)")
        }
        return text
    }

    /// The cadences that stand, the earliest first, each with the last day on which it counts; nil
    /// where another has not followed.
    package var course: [(cadence: ActivityCadence, last: CivilDate?)] {
        let standing = cadences.filter { !$0.isVoided }
            .sorted { ($0.fromOn, $0.id) < ($1.fromOn, $1.id) }
        return standing.enumerated().map { index, cadence in
            let next = index + 1 < standing.count ? standing[index + 1].fromOn : nil
            return (cadence, next?.dayBefore)
        }
    }

    /// The cadence that counts on a day; the first one for any day before it.
    package func cadence(on day: CivilDate) -> ActivityCadence? {
        course.last { $0.cadence.fromOn <= day }?.cadence ?? course.first?.cadence
    }

    /// The events that happened by a day and were not recorded in error, by date and then by order
    /// of recording.
    package func standing(by day: CivilDate = .distantFuture) -> [ActivityEvent] {
        events.filter { !$0.isVoided && $0.occurredOn <= day }
            .sorted { ($0.occurredOn, $0.id) < ($1.occurredOn, $1.id) }
    }

    /// The activity as a day shows it, without what happened later.
    package func seen(on day: CivilDate) -> Activity {
        var seen = self
        seen.events = standing(by: day)
        return seen
    }
}
