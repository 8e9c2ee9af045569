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
        fileprivate let quoted: [UInt8]
    }

    let table: String
    let columns: [Column]
    let keyPlace: Int
    private var image = RowImage()

    init(_ table: String, in db: Database) throws {
        self.table = table
        columns = try db.rows(
            "SELECT name, type, dflt_value FROM pragma_table_info(?, 'main')", [table]
        ).map { row in
            let name = try row.text("name")
            return Column(
                name: name, isHash: try row.text("type") == "BLOB",
                fallback: try Cell(literal: row.optionalText("dflt_value"), in: db),
                quoted: RowImage.quoted(name))
        }.sorted { $0.name < $1.name }
        keyPlace = columns.firstIndex { $0.name == "id" } ?? 0
    }

    /// The names of the columns as a query lists them.
    var list: String { columns.map(\.name).joined(separator: ", ") }

    /// The defaults of its columns that are not nothing, as text.
    var defaults: [String: String] {
        Dictionary(
            uniqueKeysWithValues: columns.compactMap { column in
                switch column.fallback.storage {
                case .number(let number): (column.name, String(number))
                case .text(let text): (column.name, text)
                case .null, .bytes: nil
                }
            })
    }

    /// The image of a row of these cells, one for each column.
    mutating func image(of cells: [Cell]) -> [UInt8] {
        image.begin()
        for (column, cell) in zip(columns, cells) where cell != column.fallback {
            image.add(name: column.quoted)
            switch cell.storage {
            case .null: image.addNull()
            case .number(let number): image.add(number)
            case .text(var text):
                text.withUTF8 { image.add(text: UnsafeRawBufferPointer($0)) }
            case .bytes(let bytes): bytes.withUnsafeBytes { image.add(hexadecimal: $0) }
            }
        }
        image.end()
        return image.bytes
    }

    /// The image of the row at which a query of all these columns stands, from its bytes. A value
    /// of a type that the column cannot have leaves a mark that no image has.
    mutating func image(of row: Row) -> [UInt8] {
        image.begin()
        for (index, column) in columns.enumerated() {
            let value = row.value(Int32(index))
            if value.equals(column.fallback) { continue }
            image.add(name: column.quoted)
            switch value {
            case .null: image.addNull()
            case .number(let number): image.add(number)
            case .text(let bytes) where !column.isHash: image.add(text: bytes)
            case .bytes(let bytes) where column.isHash: image.add(hexadecimal: bytes)
            default: image.addForeign()
            }
        }
        image.end()
        return image.bytes
    }
}

extension Cell {
    /// The value of an SQL literal; an empty cell where there is none.
    fileprivate init(literal: String?, in db: Database) throws {
        guard let literal, let row = try db.rows("SELECT \(literal)").next() else {
            self = .empty
            return
        }
        switch row.value(0) {
        case .number(let number): self = .number(number)
        case .text(let bytes): self = .text(String(decoding: bytes, as: UTF8.self))
        default: self = .empty
        }
    }
}

extension Row.Value {
    func equals(_ cell: Cell) -> Bool {
        switch (self, cell.storage) {
        case (.null, .null): true
        case (.number(let number), .number(let other)): number == other
        case (.text(let bytes), .text(let text)):
            bytes.count == text.utf8.count && bytes.elementsEqual(text.utf8)
        default: false
        }
    }
}
