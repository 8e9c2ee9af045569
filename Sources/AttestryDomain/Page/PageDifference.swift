/// Something that a build would change of what the page says, or that somebody changed in it.
package struct PageDifference: Hashable, Sendable {
    package enum Change: String, Sendable, CaseIterable, JSONConvertible {
        /// A claim that is not there yet.
        case added
        /// A claim that would not be there any more.
        case gone
        /// A claim that would say something else.
        case changed
        /// A file that was edited by hand.
        case edited
        /// A file that is not there.
        case missing
    }

    package let change: Change
    /// The code of the claim, or the name of the file.
    package let name: String
    /// The field that would be another one; nil where it is all of it.
    package let field: String?
    package let before: JSONValue
    package let after: JSONValue

    package init(
        _ change: Change, _ name: String, field: String? = nil, before: JSONValue = .null,
        after: JSONValue = .null
    ) {
        self.change = change
        self.name = name
        self.field = field
        self.before = before
        self.after = after
    }

    package static let columns: [Column<PageDifference>] = [
        Column("change") { $0.change }, Column("name") { $0.name }.naming,
        Column("field") { $0.field }, Column("before") { $0.before },
        Column("after") { $0.after },
    ]

    /// What is different between two documents of the page, claim by claim.
    package static func between(_ old: JSONValue, _ new: JSONValue) -> [PageDifference] {
        let (before, after) = (claims(old), claims(new))
        return Set(before.keys).union(after.keys).sorted().flatMap { code -> [PageDifference] in
            guard let one = before[code] else {
                return [PageDifference(.added, code, after: after[code]?["sentence"] ?? .null)]
            }
            guard let other = after[code] else {
                return [PageDifference(.gone, code, before: one["sentence"])]
            }
            return Set(one.fields.keys).union(other.fields.keys).sorted()
                .filter { one[$0] != other[$0] }
                .map {
                    PageDifference(.changed, code, field: $0, before: one[$0], after: other[$0])
                }
        }
    }

    private static func claims(_ page: JSONValue) -> [String: JSONValue] {
        let all = ["claims", "ended"].flatMap { page[$0].elements ?? [] }
        return Dictionary(
            all.compactMap { claim in claim["code"].string.map { ($0, claim) } }
        ) { first, _ in first }
    }
}
