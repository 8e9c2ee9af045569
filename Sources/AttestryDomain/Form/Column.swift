/// How good or bad something is, for whoever shows it in colour.
package enum Tone: Sendable {
    case good, notice, bad
}

/// Where a column is shown beside CSV and JSON, which have every one that is not for JSON alone.
package enum ColumnPlace: Sendable {
    /// In every table.
    case always
    /// In a table that is wide enough.
    case ifThereIsRoom
    /// In no table.
    case fileOnly
    /// In JSON alone, of lists too, there in place of one of the same name.
    case jsonOnly
    /// In the JSON document of one thing alone, there in place of one of the same name.
    case documentOnly
}

/// A column of a list: its name in headers, CSV and JSON, and what stands in it.
///
/// A noun has one table of them, from which its lists, its CSV and its JSON are written.
package struct Column<Row>: Sendable {
    package typealias Place = ColumnPlace

    package let name: String
    /// The object of the JSON document in which it stands; nil for the document itself.
    package fileprivate(set) var group: String?
    package let place: Place
    package let value: @Sendable (Row) -> JSONValue
    /// Whether it is what names a row, where that is not the first column.
    package fileprivate(set) var isName = false
    /// How good what stands in it is.
    package private(set) var tone: @Sendable (Row) -> Tone? = { _ in nil }

    package init(
        _ name: String, _ place: Place = .always, _ value: @escaping @Sendable (Row) -> JSONValue
    ) {
        self.name = name
        self.place = place
        self.value = value
    }

    package init<Value: JSONConvertible>(
        _ name: String, _ place: Place = .always, _ value: @escaping @Sendable (Row) -> Value
    ) {
        self.init(name, place) { value($0).json }
    }

    /// The column of a field; `path` leads from the row to the noun.
    package init<Noun>(
        _ field: Field<Noun>, _ place: Place = .fileOnly,
        of noun: @escaping @Sendable (Row) -> Noun?
    ) {
        self.init(field.name, place) { noun($0).map(field.value) ?? .null }
    }

    /// The column inside an object of the JSON document.
    package func inside(_ group: String) -> Column {
        var column = self
        column.group = group
        return column
    }

    /// The column as the one that names a row.
    package var naming: Column {
        var column = self
        column.isName = true
        return column
    }

    /// The column with a tone.
    package func toned(_ tone: @escaping @Sendable (Row) -> Tone?) -> Column {
        var column = self
        column.tone = tone
        return column
    }
}

extension Array {
    /// The columns of a part as columns of the whole.
    package func of<Part, Whole>(_ part: @escaping @Sendable (Whole) -> Part) -> [Column<Whole>]
    where Element == Column<Part> {
        map { column in
            var whole = Column<Whole>(column.name, column.place) { column.value(part($0)) }
            (whole.group, whole.isName) = (column.group, column.isName)
            return whole.toned { column.tone(part($0)) }
        }
    }

    /// The columns of these names, in their order.
    package func named<Row>(_ names: String...) -> [Column<Row>] where Element == Column<Row> {
        names.compactMap { name in first { $0.name == name } }
    }
}

extension Array {
    /// The rows by what stands in a column, and in their order where that is the same; what holds
    /// nothing comes last. Throws `notFound` with the columns that there are.
    package func sorted(by name: String, _ columns: [Column<Element>]) throws -> [Element] {
        guard let column = columns.first(where: { $0.name == name && $0.isListed }) else {
            throw RegistryError.notFound(
                "column", name, among: columns.filter(\.isListed).map(\.name))
        }
        return map { ($0, column.value($0)) }.enumerated().sorted { left, right in
            let (one, other) = (left.element.1, right.element.1)
            return one.isBefore(other) || !other.isBefore(one) && left.offset < right.offset
        }.map(\.element.0)
    }
}

extension Column {
    /// Whether lists have it.
    fileprivate var isListed: Bool { place != .documentOnly && place != .jsonOnly }
}

extension JSONValue {
    /// Whether a list that is sorted by such values has this one first.
    fileprivate func isBefore(_ other: JSONValue) -> Bool {
        switch (self, other) {
        case (.null, _), ([], _): false
        case (_, .null), (_, []): true
        case (.number(let one), .number(let other)): one < other
        case (.bool(let one), .bool(let other)): !one && other
        case (.array(let one), .array(let other)):
            one.lexicographicallyPrecedes(other) { $0.isBefore($1) }
        case (.string(let one), .string(let other)):
            one.utf8.lexicographicallyPrecedes(other.utf8)
        default: false
        }
    }
}

extension JSONValue {
    /// A row as scripts read it: all its columns by their names.
    package init<Row>(_ row: Row, _ columns: [Column<Row>]) {
        var fields: [String: JSONValue] = [:]
        for column in columns {
            if let group = column.group {
                fields[group, default: [:]] = fields[group, default: [:]]
                    .adding([column.name: column.value(row)])
            } else {
                fields[column.name] = column.value(row)
            }
        }
        self = .object(fields)
    }

    /// The object with further fields.
    package func adding(_ fields: [String: JSONValue]) -> JSONValue {
        guard case .object(let own) = self else { return self }
        return .object(own.merging(fields) { $1 })
    }
}
