/// One dated document of an evidence: a certificate as issued, or the report of one period.
@dynamicMemberLookup
package struct Version: Hashable, Sendable {
    package let id: ID<Version>
    /// The number within its evidence, from 1 in the order of recording (`rules.md` §2).
    package let version: Int

    /// The numbers that a version can have.
    package static let possibleNumbers = 1...100_000
    /// What the document says.
    package var content: VersionContent
    /// The civil day on which its dates were recorded or last edited.
    package var recordedOn: CivilDate
    /// Whether it was recorded in error and exists on no day.
    package var isVoided: Bool
    /// What happened to it, in the order of recording.
    package var events: [Event]
    /// What is due inside its life.
    package var milestones: [Milestone]
    /// Letters of the organization that bridge to the next report.
    package var bridgeLetters: [BridgeLetter]
    /// The document itself, where it is stored.
    package let document: AttachedDocument?

    package init(
        id: ID<Version>, version: Int, content: VersionContent, recordedOn: CivilDate,
        isVoided: Bool = false, events: [Event] = [], milestones: [Milestone] = [],
        bridgeLetters: [BridgeLetter] = [], document: AttachedDocument? = nil
    ) {
        self.id = id
        self.version = version
        self.content = content
        self.recordedOn = recordedOn
        self.isVoided = isVoided
        self.events = events
        self.milestones = milestones
        self.bridgeLetters = bridgeLetters
        self.document = document
    }

    /// A part of what the document says.
    package subscript<Part>(dynamicMember part: KeyPath<VersionContent, Part>) -> Part {
        content[keyPath: part]
    }

    /// What orders versions in time: the start, for a report the day it speaks up to; then the
    /// number.
    package var succession: (day: CivilDate, version: Int) {
        (content.report?.lastDay ?? content.start, version)
    }

    /// The version as a day shows it, without what happened later.
    package func seen(on day: CivilDate) -> Version {
        var seen = self
        seen.events.removeAll { $0.occurredOn > day }
        seen.bridgeLetters.removeAll { $0.signedOn > day }
        seen.milestones = milestones.map { $0.seen(on: day) }
        return seen
    }

    /// The events that count on a day, by date and then by order of recording.
    package func events(by day: CivilDate) -> [Event] { events.standing(by: day) }

    /// The event that ended it by this day, if one did.
    package func terminalEvent(by day: CivilDate) -> Event? {
        events(by: day).first { $0.kind == .withdrawn || $0.kind == .cancelled }
    }

    /// The first suspension since the last restoration, where the last of both is a suspension.
    package func suspension(by day: CivilDate) -> Event? {
        let changes = events(by: day).filter { $0.kind == .suspended || $0.kind == .restored }
        let sinceRestored = changes.reversed().prefix { $0.kind == .suspended }
        return sinceRestored.last
    }

    /// The last restoration by this day.
    package func restoration(by day: CivilDate) -> Event? {
        events(by: day).last { $0.kind == .restored }
    }
}
