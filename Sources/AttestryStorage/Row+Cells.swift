import AttestryDomain
import Foundation
import GRDB

extension Row {
    /// The text of a column. Throws `damaged` where there is none: reading never traps on a bad
    /// file.
    func text(_ column: String) throws -> String {
        guard let text = try optionalText(column) else { throw damaged(column) }
        return text
    }

    /// The text of a column that may be empty.
    func optionalText(_ column: String) throws -> String? {
        switch try cell(column).storage {
        case .null: return nil
        case .string(let text): return text
        default: throw damaged(column)
        }
    }

    /// The whole number of a column.
    func number(_ column: String) throws -> Int {
        guard let number = try optionalNumber(column) else { throw damaged(column) }
        return number
    }

    /// The whole number of a column that may be empty.
    func optionalNumber(_ column: String) throws -> Int? {
        switch try cell(column).storage {
        case .null: return nil
        case .int64(let number): return Int(number)
        default: throw damaged(column)
        }
    }

    /// The value of a column. Throws `damaged` where a changed schema has none of that name.
    fileprivate func cell(_ column: String) throws -> DatabaseValue {
        if let value = self[column] as DatabaseValue? { return value }
        guard hasColumn(column) else { throw damaged(column) }
        return .null
    }

    /// The key of a row.
    func id<Entity>(_ column: String = "id") throws -> ID<Entity> {
        ID(Int64(try number(column)))
    }

    /// The civil date of a column.
    func date(_ column: String) throws -> CivilDate {
        guard let date = try optionalDate(column) else { throw damaged(column) }
        return date
    }

    /// The civil date of a column that may be empty.
    func optionalDate(_ column: String) throws -> CivilDate? {
        guard let text = try optionalText(column) else { return nil }
        guard let date = CivilDate(text) else { throw damaged(column) }
        return date
    }

    /// The code of a column.
    func code(_ column: String) throws -> Code {
        guard let code = Code(try text(column)) else { throw damaged(column) }
        return code
    }

    /// The value of an enumeration that a column spells out.
    func choice<Choice: RawRepresentable<String>>(_ column: String) throws -> Choice {
        guard let choice = Choice(rawValue: try text(column)) else { throw damaged(column) }
        return choice
    }

    /// Whatever a column holds, as text; for messages and for comparing what may be damaged.
    func lossy(_ column: String) -> String {
        guard hasColumn(column) else { return "" }
        let value: DatabaseValue = self[column]
        switch value.storage {
        case .null: return ""
        case .int64(let number): return String(number)
        case .double(let number): return String(number)
        case .string(let text): return text
        case .blob(let data): return String(decoding: data, as: UTF8.self)
        }
    }

    /// Whether a text of the row is not UTF-8, or holds a NUL: reading it would show another text
    /// than the file has.
    func holdsDamagedText() throws -> Bool {
        for index in 0..<count {
            let isDamaged = try withUnsafeData(atIndex: index) { bytes -> Bool in
                guard let bytes else { return false }
                return bytes.contains(0) || String(validating: bytes, as: UTF8.self) == nil
            }
            if isDamaged { return true }
        }
        return false
    }

    /// The whole row as the log keeps it.
    var image: JSONValue {
        .object(Dictionary(uniqueKeysWithValues: map { column, value in (column, value.json) }))
    }

    func damaged(_ column: String) -> RegistryError {
        RegistryError(
            .damaged, "column \(column) holds '\(lossy(column).abbreviated)'",
            hint: "attestry audit verify lists what is wrong")
    }
}

extension DatabaseValue {
    /// The value as the log keeps it.
    var json: JSONValue {
        switch storage {
        case .null: .null
        case .int64(let number): .number(Int(number))
        case .string(let text): .string(text)
        case .double, .blob: .string("unexpected type")
        }
    }
}

extension Row {
    /// The texts of a column that holds a JSON array.
    func texts(_ column: String) throws -> [String] {
        let text = try text(column)
        // Without a backslash every quote is a delimiter: no parser has to be started.
        let scalars = text.unicodeScalars
        if text.utf8.starts(with: "[\"".utf8),
            text.utf8.suffix(2).elementsEqual("\"]".utf8),
            !text.utf8.contains(UInt8(ascii: "\\"))
        {
            return scalars.dropFirst(2).dropLast(2).split(
                separator: "\",\"".unicodeScalars, omittingEmptySubsequences: false
            ).map { String($0) }
        }
        return try parsed(column, empty: "[]", [])
    }

    /// Puts into a noun what the columns of its fields hold. Throws `damaged`.
    func fill<Noun>(_ noun: inout Noun, _ fields: [Field<Noun>]) throws {
        for field in fields {
            let value = try value(of: field)
            do {
                try field.set(value, in: &noun)
            } catch is RegistryError {
                throw damaged(field.name)
            }
        }
    }

    private func value<Noun>(of field: Field<Noun>) throws -> JSONValue {
        switch field.entry {
        case .list: .texts(try texts(field.name))
        case .flag: .bool(try number(field.name) == 1)
        case .text: try cell(field.name).json
        }
    }

    /// The numbers of a column that holds a JSON array.
    func numbers(_ column: String) throws -> [Int] {
        try parsed(column, empty: "[]", [])
    }

    /// The texts of a column that holds a JSON object.
    func dictionary(_ column: String) throws -> [String: String] {
        try parsed(column, empty: "{}", [:])
    }

    /// The JSON document that a column holds.
    func document(_ column: String) throws -> JSONValue {
        let text = try text(column)
        guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)),
            let document = JSONValue(value)
        else { throw damaged(column) }
        return document
    }

    /// What a column holds; the common case of nothing starts no parser.
    private func parsed<Value>(_ column: String, empty: String, _ nothing: Value) throws -> Value {
        let text = try text(column)
        if text == empty { return nothing }
        guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? Value else {
            throw damaged(column)
        }
        return value
    }
}

extension JSONValue {
    /// What Foundation's parser made of a document of the registry; nil for what it never holds.
    fileprivate init?(_ parsed: Any) {
        switch parsed {
        case let text as String: self = .string(text)
        case let list as [Any]:
            let elements = list.compactMap { JSONValue($0) }
            guard elements.count == list.count else { return nil }
            self = .array(elements)
        case let fields as [String: Any]:
            let values = fields.compactMapValues { JSONValue($0) }
            guard values.count == fields.count else { return nil }
            self = .object(values)
        case is NSNull: self = .null
        case let number as NSNumber: self = .number(number.intValue)
        default: return nil
        }
    }
}
