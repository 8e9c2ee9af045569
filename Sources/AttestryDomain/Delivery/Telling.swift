/// What is said of a message, decided when it is sent (`rules.md` §7, "Delivery").
package struct Telling: Sendable {
    /// What its recipient is told.
    package private(set) var kept: [AlertNotification] = []
    /// What others are told instead, by their addresses.
    package private(set) var passedOn: [String: [AlertNotification]] = [:]
    /// What nobody needs to be told any more, each with the cause.
    package private(set) var leftOut: [(notification: AlertNotification, because: String)] = []

    /// All of it, as it was queued.
    package init(_ item: OutboxItem) { kept = item.message.content.notifications }

    /// The parts of a message by what is recorded now.
    package init(_ item: OutboxItem, by rules: TellingRules) {
        for notification in item.message.content.notifications {
            switch rules.verdict(on: notification, of: item) {
            case .said(let words): kept.append(words)
            case .passedOn(let words, let to): passedOn[to, default: []].append(words)
            case .leftOut(let cause): leftOut.append((notification, cause))
            }
        }
    }

    /// Why there is nothing to tell the recipient.
    package var silence: String {
        let causes =
            leftOut.map(\.because)
            + passedOn.flatMap { to, news in news.map { _ in "told to \(to)" } }
        let counts = Dictionary(grouping: causes) { $0 }.sorted { $0.key < $1.key }
            .map { causes.count == 1 ? $0.key : "\($0.value.count) \($0.key)" }
        return "nothing is left to say: " + counts.joined(separator: ", ")
    }
}

/// Decides what is still worth saying, and to whom.
package struct TellingRules: Sendable {
    /// What becomes of one piece of news.
    package enum Verdict: Hashable, Sendable {
        case said(AlertNotification)
        case passedOn(AlertNotification, to: String)
        case leftOut(String)
    }

    private let day: CivilDate
    private let settings: Settings
    private let watched: [AlertSubject: Watched]
    private let pasts: [AlertKey: AlertPast]

    /// The rules on a day, given all that is watched of the subjects and what was answered. A
    /// subject that is not there cannot be read, and what was queued about it is told as it was.
    package init(
        on day: CivilDate, _ settings: Settings, watched: [AlertSubject: Watched],
        pasts: [AlertKey: AlertPast]
    ) {
        self.day = day
        self.settings = settings
        self.watched = watched
        self.pasts = pasts
    }

    /// What becomes of one piece of news that a message holds.
    package func verdict(on news: AlertNotification, of item: OutboxItem) -> Verdict {
        guard news.kind != .resolved, item.channel?.kind.isReadByPeople ?? true else {
            return .said(news)
        }
        // What came back after it was resolved is reminded of, as it is raised no second time.
        guard news.about.resolvedOn.map({ $0 < news.day }) ?? true else {
            return .leftOut("resolved")
        }
        if let answer = pasts[news.about.key]?.answer(since: news.answer) {
            return .leftOut(answer.name)
        }
        guard let watched = watched[news.subject], !watched.isUnreadable else {
            return .said(news.told(on: day, to: news.recipients))
        }
        guard let anchor = watched.anchors.first(where: { AlertKey(watched, $0) == news.about.key })
        else { return .leftOut(watched.isDiscontinued ? "discontinued" : "resolved") }
        let recipients = recipients(of: news, watched)
        let words = news.told(
            on: day, to: recipients, saying: watched.words(for: anchor))
        guard item.channel?.kind == .mail else { return .said(words) }
        return verdict(on: news, words, to: item)
    }

    /// Who is told now in place of those to whom it was addressed.
    private func recipients(of news: AlertNotification, _ watched: Watched) -> [String] {
        let (own, contact) = watched.recipients(settings)
        if news.kind == .escalated { return [contact].compactMap(\.self) }
        return [own, news.recipients.count > 1 ? contact : nil].compactMap(\.self)
    }

    /// Whether mail still goes to its recipient, who may be named by the channel, the owner of what
    /// it is about, or the contact for what nobody answers.
    private func verdict(
        on news: AlertNotification, _ words: AlertNotification, to item: OutboxItem
    ) -> Verdict {
        let recipient = item.message.recipient
        let isNamed = item.channel?.recipients.contains(recipient) ?? false
        let isOwner = news.kind != .escalated && news.recipients.first == recipient
        let isStillTold = words.recipients.contains(recipient)
        if isNamed || (isStillTold && !isOwner) { return .said(words) }
        let isCopy = news.kind != .escalated && !isOwner
        guard let other = words.recipients.dropFirst(isCopy ? 1 : 0).first else {
            // Without any owner it is better told to the former one than to nobody.
            return isOwner ? .said(words) : .leftOut("passed on to nobody any more")
        }
        if other == recipient { return .said(words) }
        // Who has a message about it already is not told twice.
        guard !news.recipients.contains(other) else {
            return isStillTold ? .said(words) : .leftOut("told to \(other)")
        }
        return .passedOn(words, to: other)
    }
}
