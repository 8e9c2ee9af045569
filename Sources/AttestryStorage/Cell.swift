import AttestryDomain
import AttestryLog
import Foundation
import GRDB

/// A value on its way into a column.
struct Cell: Equatable {
    enum Storage: Equatable {
        case null
        case number(Int)
        case text(String)
        case bytes([UInt8])
    }

    let storage: Storage

    /// Nothing.
    static let empty = Cell(storage: .null)

    /// A text, a code, a date …, in its text form; nil is an empty cell.
    static func text(_ value: (some CustomStringConvertible)?) -> Cell {
        Cell(storage: value.map { .text($0.description) } ?? .null)
    }

    /// A whole number; nil is an empty cell.
    static func number(_ value: Int?) -> Cell {
        Cell(storage: value.map { .number($0) } ?? .null)
    }

    /// 1 or 0.
    static func flag(_ value: Bool) -> Cell {
        Cell(storage: .number(value ? 1 : 0))
    }

    /// The key of another row; nil is an empty cell.
    static func key<Entity>(_ value: ID<Entity>?) -> Cell {
        .number(value.map { Int($0.rawValue) })
    }

    /// What a field of a noun holds; a list or an object in its canonical form.
    static func field(_ value: JSONValue) -> Cell {
        switch value {
        case .null: .empty
        case .bool(let flag): .flag(flag)
        case .number(let number): .number(number)
        case .string(let text): .text(text)
        case .array, .object: .json(value)
        }
    }

    /// A document in its canonical form.
    static func json(_ value: JSONValue) -> Cell {
        Cell(storage: .text(String(decoding: value.canonical, as: UTF8.self)))
    }

    /// A hash given in hexadecimal digits; nil, and what is none, is an empty cell.
    static func hash(_ digits: String?) -> Cell {
        Cell(storage: digits.flatMap { [UInt8](hexadecimal: $0) }.map { .bytes($0) } ?? .null)
    }

    /// The value as GRDB binds it.
    var value: DatabaseValue {
        switch storage {
        case .null: .null
        case .number(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): Data(bytes).databaseValue
        }
    }
}

/// The cells of a row by their columns, in any order; the order of the columns' names is found
/// fastest.
struct Cells: ExpressibleByDictionaryLiteral {
    private(set) var pairs: [(column: String, cell: Cell)]

    init(dictionaryLiteral elements: (String, Cell)...) {
        pairs = elements
    }

    /// What the fields of a noun hold.
    init<Noun>(_ noun: Noun, _ fields: [Field<Noun>]) {
        pairs = fields.map { ($0.name, .field($0.value(noun))) }
    }

    /// The cell of a column, put in or replaced.
    subscript(column: String) -> Cell? {
        get { pairs.first { $0.column == column }?.cell }
        set {
            pairs.removeAll { $0.column == column }
            if let newValue { pairs.append((column, newValue)) }
        }
    }

    /// These cells and others, which have other columns.
    static func + (left: Cells, right: Cells) -> Cells {
        var cells = left
        cells.pairs += right.pairs
        return cells
    }
}
