extension AnchorName {
    /// What a calendar calls the day; nil for what is a fact that holds and no day to keep in mind.
    package var calendarTitle: String? {
        switch kind {
        case .end: "validity ends"
        case .editionRetirement: "edition retires"
        case .restoreLimit: "last day to restore"
        case .milestone: "\(detail ?? kind.rawValue) due"
        case .suspensionLimit: "last day of the suspension"
        case .nextPeriodEnd: "next period ends"
        case .freshUntil: "last fresh day"
        case .agreementEnd: "agreement ends"
        case .noticeDeadline: "last day to give notice"
        case .accessEnd: "access ends"
        case .occurrence: "\(detail ?? "occurrence") due"
        case .finding: "finding \(detail ?? "") to be mended"
        case .withdrawn, .cancelled, .suspended, .parentInvalid, .ownerMissing, .unreadable,
            .phiWithoutBAA, .personalDataWithoutDPA, .recall, .test:
            nil
        }
    }
}
