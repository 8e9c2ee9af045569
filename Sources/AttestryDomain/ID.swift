/// The key of a row of one kind; the phantom type keeps a version's key from passing as an
/// evidence's.
package struct ID<Entity>: Hashable, Sendable, Comparable {
    /// The row's integer primary key.
    package let rawValue: Int64

    /// The key with this value.
    package init(_ rawValue: Int64) { self.rawValue = rawValue }

    package static func < (left: ID, right: ID) -> Bool { left.rawValue < right.rawValue }
}
