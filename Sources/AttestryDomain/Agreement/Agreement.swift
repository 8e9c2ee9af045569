/// An agreement with one customer as it was recorded: its terms and its dated events (`rules.md`
/// §5).
package struct Agreement: Hashable, Sendable {
    /// How it ends or goes on.
    package enum Renewal: Hashable, Sendable {
        /// It ends after this day.
        case fixed(ends: CivilDate)
        /// It renews itself by so many months until somebody gives notice.
        case auto(months: Int)
        /// It has no end.
        case evergreen

        /// The word that columns and outputs use.
        package var word: String {
            switch self {
            case .fixed: "fixed"
            case .auto: "auto"
            case .evergreen: "evergreen"
            }
        }
    }

    /// How long it goes on protecting what was released under it.
    package enum Survival: Hashable, Sendable {
        /// So many months after it ended.
        case end(months: Int)
        /// So many months after the last release that relied on it.
        case disclosure(months: Int)
        /// Without end.
        case indefinite
    }

    package let id: ID<Agreement>
    /// What users call it.
    package let code: Code
    /// The customer it is with.
    package let customer: Code
    /// What sort of agreement it is.
    package let kind: AgreementKind
    /// The template, and its version, that it was made from.
    package var template: String?
    /// The first day of its first term; nil while nobody has agreed on one.
    package var effectiveOn: CivilDate?
    /// How it ends or goes on.
    package var renewal: Renewal
    /// Days before the end of a term by which notice must be given; nil where none is agreed.
    package var noticeDays: Int?
    /// How long it protects after its end; nil where it does not.
    package var survival: Survival?
    /// The civil day on which its terms were recorded or last edited.
    package var recordedOn: CivilDate
    /// What happened to it, in the order of recording.
    package var events: [AgreementEvent]

    package init(
        id: ID<Agreement>, code: Code, customer: Code, kind: AgreementKind,
        template: String? = nil, effectiveOn: CivilDate?, renewal: Renewal,
        noticeDays: Int? = nil, survival: Survival? = nil, recordedOn: CivilDate,
        events: [AgreementEvent] = []
    ) {
        self.id = id
        self.code = code
        self.customer = customer
        self.kind = kind
        self.template = template
        self.effectiveOn = effectiveOn
        self.renewal = renewal
        self.noticeDays = noticeDays
        self.survival = survival
        self.recordedOn = recordedOn
        self.events = events
    }

    /// The events that were not recorded in error, by date and then by order of recording.
    package var standing: [AgreementEvent] {
        events.filter { !$0.isVoided }.sorted { ($0.occurredOn, $0.id) < ($1.occurredOn, $1.id) }
    }

    /// The first standing event of a kind.
    package func first(_ kind: AgreementEvent.Kind) -> AgreementEvent? {
        standing.first { $0.kind == kind }
    }

    /// Whether it was entered in error as a whole.
    package var isVoided: Bool { first(.voided) != nil }

    /// The day it was executed; nil where it never was.
    package var executedOn: CivilDate? { first(.executed)?.occurredOn }

    /// The first day it could be in force: executed and effective; nil where it cannot.
    package var start: CivilDate? {
        guard let executedOn, let effectiveOn else { return nil }
        return max(executedOn, effectiveOn)
    }
}

/// A dated fact about an agreement (`rules.md` §5).
package struct AgreementEvent: Hashable, Sendable {
    /// What happened.
    package enum Kind: String, Sendable, CaseIterable {
        case drafted, sent, negotiating, executed, declined, terminated, superseded, voided
    }

    package let id: ID<AgreementEvent>
    /// What happened.
    package let kind: Kind
    /// The day it happened; a termination may lie ahead.
    package let occurredOn: CivilDate
    /// The agreement that took its place, for `superseded`.
    package let successor: Code?
    /// Who signed, declined or gave notice.
    package let party: String?
    /// Why, in the user's words.
    package let reason: String?
    /// The civil day on which it was recorded.
    package let recordedOn: CivilDate
    /// Whether it was recorded in error and exists on no day.
    package let isVoided: Bool

    package init(
        id: ID<AgreementEvent>, kind: Kind, occurredOn: CivilDate, successor: Code? = nil,
        party: String? = nil, reason: String? = nil, recordedOn: CivilDate, isVoided: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.occurredOn = occurredOn
        self.successor = successor
        self.party = party
        self.reason = reason
        self.recordedOn = recordedOn
        self.isVoided = isVoided
    }
}
