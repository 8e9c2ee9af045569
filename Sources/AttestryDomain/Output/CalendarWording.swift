extension Anchor {
    /// What a calendar calls the day; nil for what is no day to be kept in mind, but a fact that
    /// holds.
    package var calendarTitle: String? {
        switch kind {
        case Name.end: "validity ends"
        case Name.editionRetirement: "edition retires"
        case Name.restoreLimit: "last day to restore"
        case Name.milestone: "\(name.dropFirst(Name.milestone.utf8.count + 1)) due"
        case Name.suspensionLimit: "last day of the suspension"
        case Name.nextPeriodEnd: "next period ends"
        case Name.freshUntil: "last fresh day"
        case Name.agreementEnd: "agreement ends"
        case Name.noticeDeadline: "last day to give notice"
        case Name.accessEnd: "access ends"
        default: nil
        }
    }

    /// The name without its detail: `milestone` of `milestone:surveillance`.
    package var kind: String { name.split(separator: ":").first.map(String.init) ?? name }
}
