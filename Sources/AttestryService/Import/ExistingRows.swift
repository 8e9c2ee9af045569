package import AttestryDomain

/// What an import does with a row about something that the registry has already.
package enum ExistingRows: String, Sendable, CaseIterable {
    /// The row is refused; of evidence it is a further version.
    case refuse
    /// The row is left.
    case skip
    /// What the row says is changed, as `edit` would; what it leaves empty stays.
    case update
}

/// Something that the registry has already, as a row of a sheet is about it.
struct ExistingThing {
    /// What stands in a column.
    typealias Cell = (column: String, value: JSONValue)
    /// What stands in a column that no edit changes, and what to type where that is wrong.
    typealias Fixed = (column: String, text: String?, hint: String)

    /// What a person calls it.
    let name: String
    var fixed: [Fixed] = []
    /// Reads what may be changed of it.
    var cells: () throws -> [Cell] = { [] }
    /// Changes it as its `edit` does; returns what is odd but was taken.
    var edit: () throws -> [String] = { [] }

    /// What is wrong with a row that says something else of it than can be changed.
    func problems(of row: ImportRow) -> [Problem] {
        fixed.compactMap { column, text, hint in
            guard let stated = row[column], stated != text ?? "" else { return nil }
            let there = text.map { "'\($0.abbreviated)'" } ?? "nothing"
            return Problem(
                column, ": \(name) has \(there) there, and no import changes that", hint: hint)
        }
    }

    /// Changes it; returns each cell that is another one after that.
    func changes(_ doubts: inout [String]) throws -> [ImportChange] {
        let before = try cells()
        doubts += try edit()
        let after = Dictionary(try cells().map { ($0.column, $0.value) }) { first, _ in first }
        let old = Dictionary(before.map { ($0.column, $0.value) }) { first, _ in first }
        let columns = before.map(\.column) + after.keys.filter { old[$0] == nil }.sorted()
        return columns.compactMap { column in
            let (one, other) = (old[column] ?? .null, after[column] ?? .null)
            guard one != other else { return nil }
            return ImportChange(subject: name, column: column, before: one, after: other)
        }
    }
}

/// A field that an import gives, or would give, another value.
package struct ImportChange: Sendable {
    /// What it belongs to.
    package let subject: String
    /// The field, by the name of its column.
    package let column: String
    package let before: JSONValue
    package let after: JSONValue

    package static let columns: [Column<ImportChange>] = [
        Column("subject") { $0.subject }, Column("column") { $0.column },
        Column("before") { $0.before }, Column("after") { $0.after },
    ]
}

extension Array {
    /// What stands in these fields of a noun.
    func cells<Noun>(of noun: Noun) -> [ExistingThing.Cell] where Element == Field<Noun> {
        filter(\.isKept).map { ($0.name, $0.value(noun)) }
    }
}
