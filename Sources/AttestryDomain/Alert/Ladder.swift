/// The days before an anchor on which an alert is due; negative rungs lie after it (`rules.md` §7).
package struct Ladder: Hashable, Sendable, CustomStringConvertible {
    /// The rungs from the earliest to the most urgent.
    package let rungs: [Int]

    /// How long after its date an anchor is spoken of, and how long before the day it was recorded
    /// it may lie and not be an old trouble; in days.
    package static let longestOverdue = 84

    /// The weekly rungs after an anchor's date, until it falls silent.
    package static let overdueRungs = Array(stride(from: -7, through: -longestOverdue, by: -7))

    /// The only rung of what was past longer than that when it was recorded.
    package static let old = Ladder(rungs: [-longestOverdue])

    /// How long before its date an anchor may be spoken of, in days.
    package static let furthest = 1095

    /// The rungs that there can be.
    package static let possible = -longestOverdue...furthest

    /// The ladder of these rungs, in any order.
    package init(rungs: [Int]) { self.rungs = Set(rungs).sorted(by: >) }

    /// The ladder written as numbers separated by spaces or commas; `none` is the empty one.
    /// Throws `invalid`.
    package init(_ text: String) throws {
        let words = text == "none" ? [] : text.utf8.split { $0 == 0x20 || $0 == 0x2C }
        let rungs = words.compactMap { Int(Substring($0)) }
        guard text == "none" || !words.isEmpty, rungs.count == words.count,
            rungs.allSatisfy({ Self.possible.contains($0) })
        else {
            throw RegistryError.invalid(
                "rungs", text,
                "days before the date from \(Self.furthest) down to -\(Self.longestOverdue), "
                    + "such as '90 60 30 7 0', or none")
        }
        self.init(rungs: rungs)
    }

    /// This ladder followed by the weekly rungs below its last one.
    package func withOverdueRungs() -> Ladder {
        guard let last = rungs.last else { return self }
        return Ladder(rungs: rungs + Self.overdueRungs.filter { $0 < last })
    }

    /// The rungs that a day has reached, from the earliest to the most urgent.
    package func reached(on day: CivilDate, anchor: CivilDate) -> [Int] {
        rungs.filter { day.days(until: anchor) <= $0 }
    }

    /// The rungs separated by spaces, or `none`.
    package var description: String {
        rungs.isEmpty ? "none" : rungs.map(String.init).joined(separator: " ")
    }
}

/// The ladders of the registry: the program's, and the user's over them.
package struct Ladders: Sendable {
    /// What a ladder speaks for; a later case is more specific.
    package enum Scope: String, Sendable, CaseIterable {
        case any, kind, scheme, evidence, agreement, activity
    }

    /// Which ladders can speak for a day of this kind: no other would ever be asked.
    package static func scopes(of kind: AnchorName.Kind) -> [Scope] {
        switch kind {
        case .agreementEnd, .noticeDeadline: [.any, .kind, .agreement]
        case .phiWithoutBAA, .personalDataWithoutDPA, .recall, .accessEnd, .test: [.any]
        case .occurrence, .finding: [.any, .kind, .activity]
        case .unreadable: Scope.allCases
        case .end, .editionRetirement, .restoreLimit, .milestone, .withdrawn, .cancelled,
            .suspended, .parentInvalid, .suspensionLimit, .nextPeriodEnd, .freshUntil,
            .ownerMissing:
            [.any, .kind, .scheme, .evidence]
        }
    }

    /// One ladder with what it speaks for.
    package struct Rule: Hashable, Sendable {
        /// What the ladder speaks for.
        package let scope: Scope
        /// The kind, scheme, evidence, agreement or activity; nil for `any`.
        package let scopeCode: String?
        /// The anchor; a milestone without a detail stands for all milestones.
        package let anchor: AnchorName
        /// The rungs.
        package let ladder: Ladder
        /// Who set the ladder: the program, or the user.
        package let origin: Fact.Origin

        package init(
            scope: Scope, scopeCode: String?, anchor: AnchorName, ladder: Ladder,
            origin: Fact.Origin
        ) {
            self.scope = scope
            self.scopeCode = scopeCode
            self.anchor = anchor
            self.ladder = ladder
            self.origin = origin
        }
    }

    /// By which names a subject's ladder may be set.
    package struct Target: Sendable {
        /// The name in each scope that the subject has.
        package let names: [Scope: String]
        /// Whether only a ladder for just this subject counts.
        package let needsOwnLadder: Bool

        /// An evidence: by its scheme's kind, its scheme, its code.
        package init(_ evidence: Evidence, kind: Scheme.Kind?) {
            self.init([
                .kind: kind?.rawValue, .scheme: evidence.scheme.description,
                .evidence: evidence.code.description,
            ])
        }

        /// An agreement: by its kind, its code. Nobody is warned of a former customer's agreement
        /// unless a ladder for just it says so.
        package init(_ agreement: Agreement, isFormer: Bool) {
            self.init(
                [.kind: agreement.kind.code.description, .agreement: agreement.code.description],
                needsOwnLadder: isFormer)
        }

        /// An activity: by what makes it due on a day, by its code.
        package init(_ activity: Activity, on day: CivilDate) {
            self.init([
                .kind: activity.cadence(on: day)?.word, .activity: activity.code.description,
            ])
        }

        /// Any agreement of a kind.
        package static func kind(_ code: Code) -> Target { Target([.kind: code.description]) }

        /// A subject that only the ladder for everything speaks for.
        package static let anything = Target([:])

        private init(_ names: [Scope: String?], needsOwnLadder: Bool = false) {
            self.names = names.compactMapValues(\.self)
            self.needsOwnLadder = needsOwnLadder
        }
    }

    /// All rules.
    package let rules: [Rule]

    /// The rules of each anchor, the one that counts most last.
    private let byAnchor: [AnchorName: [Rule]]

    package init(rules: [Rule]) {
        self.rules = rules
        byAnchor = Dictionary(grouping: rules.sorted { $0.closeness < $1.closeness }, by: \.anchor)
    }

    /// The furthest that any ladder of these kinds of anchors looks ahead, in days.
    package func furthest(of kinds: Set<AnchorName.Kind>) -> Int {
        rules.filter { kinds.contains($0.anchor.kind) }.compactMap(\.ladder.rungs.first).max() ?? 0
    }

    /// The rule for an anchor of a subject: the user's before the program's, the closer scope
    /// first.
    package func rule(for anchor: AnchorName, of target: Target) -> Rule? {
        func last(of anchor: AnchorName) -> Rule? {
            byAnchor[anchor]?.last { rule in
                rule.scope == .any || rule.scopeCode.map { target.names[rule.scope] == $0 } ?? false
            }
        }
        let named = anchor.detail == nil ? nil : last(of: anchor)
        return [last(of: AnchorName(anchor.kind)), named].compactMap(\.self)
            .max { $0.closeness < $1.closeness }
    }

    /// The rungs for an anchor of a subject, those after its date included; of an old trouble the
    /// last one alone.
    package func ladder(for anchor: Anchor, of target: Target) -> Ladder {
        guard !isSilenced(anchor.name, of: target) else { return Ladder(rungs: []) }
        let ladder = rule(for: anchor.name, of: target)?.ladder ?? Ladder(rungs: [0])
        if anchor.isOld { return ladder.rungs.isEmpty ? ladder : .old }
        return anchor.goesOverdue ? ladder.withOverdueRungs() : ladder
    }

    /// Whether nobody wants to hear of an anchor: its subject is done with.
    package func isSilenced(_ anchor: AnchorName, of target: Target) -> Bool {
        target.needsOwnLadder && rule(for: anchor, of: target)?.scope != .agreement
    }
}

extension Ladders.Rule {
    /// Which of two rules counts: the greater.
    fileprivate var closeness: (Int, Int, Int) {
        (origin == .user ? 1 : 0, scope.rank, anchor.detail == nil ? 0 : 1)
    }
}
