import AttestryDomain
import AttestryLog
import GRDB
import GRDBSQLite

/// The columns of a table in the order of canonical JSON: the one place that knows what a row's
/// image says and what it leaves out.
struct TableShape {
    struct Column {
        let name: String
        let isHash: Bool
        /// What an image without the column says of it.
        let fallback: Cell
    }

    /// What writing a column takes, without a reference that would have to be counted.
    private struct Step {
        let isHash: Bool
        let isEmptyByDefault: Bool
        let name: Range<Int>
    }

    let table: String
    let columns: [Column]
    let keyPlace: Int
    private let steps: [Step]
    /// The names of all columns, as images have them.
    private let names: [UInt8]
    private var image = RowImage()

    init(_ table: String, in db: Database) throws {
        self.table = table
        columns = try db.rows(
            "SELECT name, type, dflt_value FROM pragma_table_info(?, 'main')", [table]
        ).map { row in
            let (name, literal): (String, String?) = (try row["name"], try row["dflt_value"])
            return Column(
                name: name, isHash: try row["type"] == "BLOB",
                fallback: try literal.flatMap { try db.value("SELECT \($0)") } ?? .null)
        }.sorted { $0.name < $1.name }
        keyPlace = columns.firstIndex { $0.name == "id" } ?? 0
        var names: [UInt8] = []
        steps = columns.map { column in
            let start = names.count
            names += RowImage.quoted(column.name)
            return Step(
                isHash: column.isHash, isEmptyByDefault: column.fallback == .null,
                name: start..<names.count)
        }
        self.names = names
    }

    /// The names of the columns as a query lists them.
    var list: String { columns.map(\.name).joined(separator: ", ") }

    /// The defaults of its columns that are not nothing, as text.
    var defaults: [String: String] {
        Dictionary(
            uniqueKeysWithValues: columns.compactMap { column in
                switch column.fallback {
                case .number(let number): (column.name, String(number))
                case .text(let text): (column.name, text)
                case .null, .bytes: nil
                }
            })
    }

    /// The image of a row of these cells, one for each column.
    mutating func image(of cells: [Cell]) -> [UInt8] {
        image.begin()
        for (place, cell) in cells.enumerated() { cell.withValue { add($0, place) } }
        image.end()
        return image.bytes
    }

    /// The image of the row at which a query of all these columns stands, from its bytes.
    mutating func image(of row: Row) -> [UInt8] {
        image.begin()
        for place in steps.indices { add(row.value(place), place) }
        image.end()
        return image.bytes
    }

    /// A value of a type that the column cannot have leaves a mark that no image has.
    private mutating func add(_ value: Row.Value, _ place: Int) {
        let step = steps[place]
        if step.isEmptyByDefault {
            if case .null = value { return }
        } else if value.equals(columns[place].fallback) {
            return
        }
        names.withUnsafeBytes {
            image.add(name: UnsafeRawBufferPointer(rebasing: $0[step.name]))
        }
        switch value {
        case .null: image.addNull()
        case .number(let number): image.add(number)
        case .text(let bytes) where !step.isHash: image.add(text: bytes)
        case .bytes(let bytes) where step.isHash: image.add(hexadecimal: bytes)
        default: image.addForeign()
        }
    }
}

extension Row.Value {
    func equals(_ cell: Cell) -> Bool {
        switch (self, cell) {
        case (.null, .null): true
        case (.number(let number), .number(let other)): number == other
        case (.text(let bytes), .text(let text)):
            bytes.count == text.utf8.count && bytes.elementsEqual(text.utf8)
        default: false
        }
    }
}
