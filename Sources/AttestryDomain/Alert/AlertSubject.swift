/// What an alert is about (`rules.md` §7): never a version, always the thing that lives on.
package struct AlertSubject: Hashable, Sendable, Comparable {
    /// The nouns that alerts are raised about.
    package enum Kind: String, Sendable, CaseIterable {
        case evidence, agreement, customer, distribution, activity
    }

    /// The noun.
    package let kind: Kind
    /// The key of its row.
    package let key: Int64
    /// Its code; of a distribution its number.
    package let name: String

    package init(_ kind: Kind, key: Int64, name: String) {
        self.kind = kind
        self.key = key
        self.name = name
    }

    /// Its name with what it is, where that is a mere number.
    package var named: String { kind == .distribution ? "distribution \(name)" : name }

    package static func < (left: AlertSubject, right: AlertSubject) -> Bool {
        (left.kind.rawValue, left.name, left.key) < (right.kind.rawValue, right.name, right.key)
    }
}

/// One anchor date of one subject: what is settled once, whatever the number of runs.
package struct AlertKey: Hashable, Sendable {
    /// What the date is about.
    package let subject: AlertSubject
    /// What the date is.
    package let anchor: AnchorName
    /// The date.
    package let anchorOn: CivilDate
}
