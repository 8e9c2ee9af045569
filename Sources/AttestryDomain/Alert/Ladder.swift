/// The days before an anchor on which an alert is due; negative rungs lie after it (`rules.md` §7).
package struct Ladder: Hashable, Sendable, CustomStringConvertible {
    /// The rungs from the earliest to the most urgent.
    package let rungs: [Int]

    /// The weekly rungs after an anchor's date, until it falls silent.
    package static let overdueRungs = Array(stride(from: -7, through: -84, by: -7))

    /// How long before the day it was recorded an anchor may lie and still be raised, in days.
    package static let longestOverdue = 84

    /// The ladder of these rungs, in any order.
    package init(rungs: [Int]) {
        self.rungs = Set(rungs).sorted(by: >)
    }

    /// The ladder written as numbers separated by spaces or commas; `none` is the empty one.
    /// Throws `invalid`.
    package init(_ text: String) throws {
        guard text != "none" else {
            self.init(rungs: [])
            return
        }
        let words = text.utf8.split { $0 == 0x20 || $0 == 0x2C }
        let rungs = words.compactMap { Int(Substring($0)) }
        guard !words.isEmpty, rungs.count == words.count,
            rungs.allSatisfy({ (-84...1095).contains($0) })
        else {
            throw RegistryError.invalid(
                "rungs", text,
                "days before the date from 1095 down to -84, such as '90 60 30 7 0', or none")
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
        rungs.filter { day >= anchor.adding(days: -$0) }
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
        case any, kind, scheme, evidence, agreement
    }

    /// One ladder with what it speaks for.
    package struct Rule: Hashable, Sendable {
        /// What it speaks for.
        package let scope: Scope
        /// The kind, scheme, evidence or agreement; nil for `any`.
        package let scopeCode: String?
        /// The anchor's name without its detail: `milestone` stands for all milestones.
        package let anchor: String
        /// Its rungs.
        package let ladder: Ladder
        /// Whose it is.
        package let origin: Fact.Origin

        package init(
            scope: Scope, scopeCode: String?, anchor: String, ladder: Ladder, origin: Fact.Origin
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

        /// An evidence: by its scheme's kind, its scheme, its code.
        package init(evidence: Evidence, scheme: Scheme) {
            names = [
                .kind: scheme.kind.rawValue, .scheme: scheme.code.description,
                .evidence: evidence.code.description,
            ]
        }

        /// An agreement: by its kind, its code.
        package init(_ agreement: Agreement) {
            names = [
                .kind: agreement.kind.code.description, .agreement: agreement.code.description,
            ]
        }

        /// Any agreement of a kind.
        package static func kind(_ code: Code) -> Target {
            Target(names: [.kind: code.description])
        }

        /// A subject that only the ladder for everything speaks for.
        package static let anything = Target(names: [:])

        private init(names: [Scope: String]) {
            self.names = names
        }
    }

    /// All rules.
    package let rules: [Rule]

    /// The furthest that any ladder of these anchors looks ahead, in days; of all without names.
    package func furthest(of names: Set<String> = []) -> Int {
        rules.filter { names.isEmpty || names.contains($0.anchor) }
            .compactMap(\.ladder.rungs.first).max() ?? 0
    }

    private let byAnchor: [String: [Rule]]

    /// The ladders of these rules.
    package init(rules: [Rule]) {
        self.rules = rules
        byAnchor = Dictionary(grouping: rules, by: \.anchor)
    }

    /// The rule for an anchor of a subject: the user's before the program's, the closer scope
    /// first.
    package func rule(for anchor: String, of target: Target) -> Rule? {
        let name = anchor.split(separator: ":").first.map(String.init) ?? anchor
        let named = (byAnchor[name] ?? []) + (anchor == name ? [] : byAnchor[anchor] ?? [])
        let candidates = named.filter { rule in
            rule.scope == .any || target.names[rule.scope].map { $0 == rule.scopeCode } ?? false
        }
        return candidates.max { left, right in
            (left.origin == .user ? 1 : 0, left.scope.rank, left.anchor.utf8.count)
                < (right.origin == .user ? 1 : 0, right.scope.rank, right.anchor.utf8.count)
        }
    }
}

extension Ladders.Scope {
    fileprivate var rank: Int {
        switch self {
        case .any: 0
        case .kind: 1
        case .scheme: 2
        case .evidence, .agreement: 3
        }
    }
}
