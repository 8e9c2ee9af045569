import AttestryDomain
import AttestryLog
import Foundation

/// What a column can hold: written and read in one way each.
protocol CellValue {
    /// The value that SQLite holds; nil where it is none of these.
    init?(cell: Row.Value)

    var cell: Cell { get }

    /// What stands in a column that holds one of these, as a noun phrase.
    static var expected: String { get }
}

/// What a column holds in its text form.
protocol TextValue: CellValue, CustomStringConvertible {
    init?(_ text: String)
}

extension TextValue {
    init?(cell: Row.Value) {
        guard let text = String(cell: cell) else { return nil }
        self.init(text)
    }

    var cell: Cell { .text(description) }
}

extension Code: TextValue {
    static var expected: String { "a code such as iso27001" }
}

extension Timestamp: TextValue {
    static var expected: String { "a time as YYYY-MM-DDTHH:MM:SSZ" }
}

extension AnchorName: TextValue {
    static var expected: String { "the name of an anchor" }
}

extension CivilDate: TextValue {
    static var expected: String { "a date of the years 1900 to 2199 as YYYY-MM-DD" }

    init?(cell: Row.Value) {
        // Thousands of rows have several: no text is made of the bytes.
        guard case .text(let bytes) = cell else { return nil }
        self.init(bytes: bytes)
    }
}

extension String: CellValue {
    static var expected: String { "a text" }

    init?(cell: Row.Value) {
        guard case .text(let bytes) = cell else { return nil }
        self.init(validating: bytes, as: UTF8.self)
    }

    var cell: Cell { .text(self) }
}

extension Int: CellValue {
    static var expected: String { "a number" }

    init?(cell: Row.Value) {
        guard case .number(let number) = cell else { return nil }
        self = number
    }

    var cell: Cell { .number(self) }
}

extension Int64: CellValue {
    static var expected: String { Int.expected }

    init?(cell: Row.Value) {
        guard let number = Int(cell: cell) else { return nil }
        self.init(number)
    }

    var cell: Cell { .number(Int(self)) }
}

extension ID: CellValue {
    static var expected: String { Int.expected }

    init?(cell: Row.Value) {
        guard let key = Int64(cell: cell) else { return nil }
        self.init(key)
    }

    var cell: Cell { rawValue.cell }
}

extension Bool: CellValue {
    static var expected: String { "0 or 1" }

    init?(cell: Row.Value) {
        guard let number = Int(cell: cell), (0...1).contains(number) else { return nil }
        self = number == 1
    }

    var cell: Cell { .number(self ? 1 : 0) }
}

extension Optional: CellValue where Wrapped: CellValue {
    static var expected: String { Wrapped.expected }

    init?(cell: Row.Value) {
        if case .null = cell {
            self = .none
        } else if let wrapped = Wrapped(cell: cell) {
            self = wrapped
        } else {
            return nil
        }
    }

    var cell: Cell { self?.cell ?? .null }
}

extension Cell: CellValue {
    static var expected: String { "a text, a number or bytes" }

    init?(cell: Row.Value) {
        switch cell {
        case .null: self = .null
        case .number(let number): self = .number(number)
        case .text:
            guard let text = String(cell: cell) else { return nil }
            self = .text(text)
        case .bytes(let bytes): self = .bytes(Array(bytes))
        case .other: return nil
        }
    }

    var cell: Cell { self }
}

extension JSONValue: CellValue {
    static var expected: String { "a document of JSON" }

    init?(cell: Row.Value) {
        guard case .text(let bytes) = cell,
            let parsed = try? JSONSerialization.jsonObject(with: Data(bytes))
        else { return nil }
        self.init(parsed: parsed)
    }

    var cell: Cell { Cell(self) }

    /// What Foundation's parser made of a document of the registry; nil for what it never holds.
    private init?(parsed: Any) {
        switch parsed {
        case let text as String: self = .string(text)
        case let list as [Any]:
            let elements = list.compactMap { JSONValue(parsed: $0) }
            guard elements.count == list.count else { return nil }
            self = .array(elements)
        case let fields as [String: Any]:
            let values = fields.compactMapValues { JSONValue(parsed: $0) }
            guard values.count == fields.count else { return nil }
            self = .object(values)
        case is NSNull: self = .null
        case let number as NSNumber:
            // Its own conversion cuts what is no whole number, or too great for one.
            guard let whole = Int(number.stringValue) else { return nil }
            self = .number(whole)
        default: return nil
        }
    }
}

extension [String]: CellValue {
    static var expected: String { "a list of texts" }

    init?(cell: Row.Value) {
        guard case .text(let bytes) = cell else { return nil }
        let quote = UInt8(ascii: "\"")
        if bytes.elementsEqual("[]".utf8) {
            self = []
        } else if bytes.starts(with: "[\"".utf8), bytes.reversed().starts(with: "]\"".utf8),
            !bytes.contains(UInt8(ascii: "\\"))
        {
            // Without a backslash every quote is a delimiter: no parser has to be started.
            let parts = bytes.split(separator: quote, omittingEmptySubsequences: false)
            self = stride(from: 1, to: parts.count, by: 2).map {
                String(decoding: parts[$0], as: UTF8.self)
            }
        } else {
            guard let elements = JSONValue(cell: cell)?.elements else { return nil }
            self = elements.compactMap(\.string)
            guard count == elements.count else { return nil }
        }
    }

    var cell: Cell { JSONValue.texts(self).cell }
}
