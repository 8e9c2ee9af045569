import AttestryDomain
import AttestryLog

/// A value on its way into a column.
enum Cell: Equatable {
    case null
    case number(Int)
    case text(String)
    case bytes([UInt8])

    /// What a field of a noun holds; a list or an object in its canonical form.
    init(_ value: JSONValue) {
        self =
            switch value {
            case .null: .null
            case .bool(let flag): flag.cell
            case .number(let number): .number(number)
            case .string(let text): .text(text)
            case .array, .object: .text(String(decoding: value.canonical, as: UTF8.self))
            }
    }

    /// A hash given in hexadecimal digits; nil, and what is none, is an empty cell.
    static func hash(_ digits: String?) -> Cell {
        digits.flatMap { [UInt8](hexadecimal: $0) }.map { .bytes($0) } ?? .null
    }

    /// The value as the log keeps it.
    var json: JSONValue {
        switch self {
        case .null: .null
        case .number(let number): .number(number)
        case .text(let text): .string(text)
        case .bytes(let bytes): .string(bytes.hexadecimal)
        }
    }

    /// Hands the body the value as SQLite holds it.
    func withValue<Result>(_ body: (Row.Value) throws -> Result) rethrows -> Result {
        switch self {
        case .null: try body(.null)
        case .number(let number): try body(.number(number))
        case .text(var text): try text.withUTF8 { try body(.text(UnsafeRawBufferPointer($0))) }
        case .bytes(let bytes): try bytes.withUnsafeBytes { try body(.bytes($0)) }
        }
    }
}

/// Cells by their columns, in any order, the order of the columns' names being found fastest; or
/// what a statement is given, by name or by place.
struct Cells: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
    private(set) var pairs: [(column: String, cell: Cell)]

    init(dictionaryLiteral elements: (String, any CellValue)...) {
        pairs = elements.map { ($0, $1.cell) }
    }

    init(arrayLiteral elements: any CellValue...) {
        self.init(elements)
    }

    init(_ values: [any CellValue]) {
        pairs = values.map { ("", $0.cell) }
    }

    init(named pairs: [(column: String, cell: Cell)]) { self.pairs = pairs }

    /// What the fields of a noun hold.
    init<Noun>(_ noun: Noun, _ fields: [Field<Noun>]) {
        pairs = fields.map { ($0.name, Cell($0.value(noun))) }
    }

    /// These cells and others, which have other columns.
    static func + (left: Cells, right: Cells) -> Cells {
        var cells = left
        cells.pairs += right.pairs
        return cells
    }
}
