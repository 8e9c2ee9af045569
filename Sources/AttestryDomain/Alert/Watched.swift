/// A subject with the days that it has to be watched for (`rules.md` §7, "one list").
///
/// Alerts, their explanation, the calendar, the metrics, `status`, `check` and `import` read lists
/// of these and nothing else. Each noun makes its own in one function: evidence in ``AnchorRules``,
/// customers and agreements in ``CustomerRules``, distributions in ``Handover``, activities in
/// ``ActivityRules``.
package struct Watched: Sendable {
    /// What the days are about.
    package let subject: AlertSubject
    /// How a person is told what it is: `iso27001 (ISO/IEC 27001:2022)`.
    package let title: String
    /// The e-mail address of who keeps it; nil where it has no owner of its own.
    package let owner: String?
    /// By which names its ladders are set.
    package let target: Ladders.Target
    /// The days, each with what happens on it.
    package let anchors: [Anchor]
    /// The verdict on the day asked about, of evidence.
    package let verdict: Verdict?
    /// Whether it is in force, or kept, on the day asked about; so is what knows no such thing.
    package let isInForce: Bool
    /// Whether it was given up on purpose.
    package let isDiscontinued: Bool
    /// What is recorded that the days follow from.
    package let sources: [Source]
    /// Why nothing will be raised, where there are no anchors.
    package let silence: String
    /// The products that it covers.
    package let products: [Code]

    /// A recorded thing that the days of a subject follow from.
    package enum Source: Hashable, Sendable {
        case evidence(Code), scheme(Code)
        case agreement(Code), customer(Code), agreementKind(Code)
        case distribution(ID<Distribution>)
        case activity(Code)
    }

    package init(
        _ subject: AlertSubject, title: String, owner: String?, target: Ladders.Target = .anything,
        anchors: [Anchor], verdict: Verdict? = nil, isInForce: Bool = true,
        isDiscontinued: Bool = false, sources: [Source] = [], silence: String = "",
        products: [Code] = []
    ) {
        self.subject = subject
        self.title = title
        self.owner = owner
        self.target = target
        self.anchors = anchors
        self.verdict = verdict
        self.isInForce = verdict?.isInForce ?? isInForce
        self.isDiscontinued = isDiscontinued
        self.sources = sources
        self.silence = silence
        self.products = products
    }

    /// A subject whose data cannot be evaluated, since a day and for a cause.
    package init(
        unreadable subject: AlertSubject, title: String, owner: String?,
        target: Ladders.Target = .anything, since day: CivilDate, because cause: String
    ) {
        let fact =
            "its data cannot be evaluated (\(cause)); attestry audit verify lists what is wrong"
        self.init(
            subject, title: title, owner: owner, target: target,
            anchors: [Anchor(.unreadable, on: day, recordedOn: day, fact: fact)])
    }

    /// Whether something may be wrong with its standing: never with what is not yet, is no more,
    /// was recorded in error, or was given up on purpose (`rules.md` §7, `check`).
    package var matters: Bool {
        guard let verdict, !isDiscontinued else { return false }
        return ![.none, .planned, .cancelled].contains(verdict.state)
    }

    /// What a person is told of one of its days, without how far ahead that is.
    package func words(for anchor: Anchor) -> String {
        let old = anchor.isOld ? " (old: it was long past when it was recorded)" : ""
        return "\(title): \(anchor.fact)\(old)"
    }

    /// Whether something is wrong on the day asked about because one of its days has passed, so
    /// that it is said even where it lay long back when it was recorded (`rules.md` §7, old
    /// troubles).
    package func stillSuffers(from anchor: Anchor) -> Bool {
        switch anchor.name.kind {
        case .end, .editionRetirement, .freshUntil, .withdrawn, .cancelled, .parentInvalid:
            !isInForce && verdict?.state != .planned
        case .nextPeriodEnd, .agreementEnd, .noticeDeadline, .accessEnd: false
        case .milestone, .suspended, .suspensionLimit, .restoreLimit, .ownerMissing, .unreadable,
            .phiWithoutBAA, .personalDataWithoutDPA, .recall, .occurrence, .finding, .test:
            true
        }
    }

    /// Whether its data could not be evaluated.
    package var isUnreadable: Bool { anchors.contains { $0.name.kind == .unreadable } }

    /// Who is told of it: its owner, else the registry's, else the escalation contact (`rules.md`
    /// §7, "every alert has a recipient").
    package func recipient(_ settings: Settings) -> String? {
        owner ?? settings.owner ?? settings.escalation
    }

    /// Who is told of it, and who beside them of what they leave unanswered; nobody is told twice.
    package func recipients(_ settings: Settings) -> (own: String?, contact: String?) {
        let own = recipient(settings)
        // Nobody is told twice.
        let contact = settings.escalation.flatMap { contact in
            own.map { EmailAddress.areSame($0, contact) } == true ? nil : contact
        }
        return (own, contact)
    }
}
