import AttestryDomain
import Foundation

extension Row {
    /// The texts of a column that holds a JSON array.
    func texts(_ column: String) throws -> [String] {
        let text = try text(column)
        // Without a backslash every quote is a delimiter: no parser has to be started.
        if text.begins(with: "[\""), text.ends(with: "\"]"),
            !text.utf8.contains(UInt8(ascii: "\\"))
        {
            return text.unicodeScalars.dropFirst(2).dropLast(2).split(
                separator: "\",\"".unicodeScalars, omittingEmptySubsequences: false
            ).map { String($0) }
        }
        return try parsed(text, column, empty: "[]", [])
    }

    /// Puts into a noun what the columns of its fields hold. Throws `damaged`.
    func fill<Noun>(_ noun: inout Noun, _ fields: [Field<Noun>]) throws {
        for field in fields {
            let value: JSONValue =
                switch field.entry {
                case .list: .texts(try texts(field.name))
                case .flag: .bool(try flag(field.name))
                case .text: try json(field.name)
                }
            do {
                try field.set(value, in: &noun)
            } catch is RegistryError {
                throw damaged(field.name)
            }
        }
    }

    /// The numbers of a column that holds a JSON array.
    func numbers(_ column: String) throws -> [Int] {
        try parsed(text(column), column, empty: "[]", [])
    }

    /// The texts of a column that holds a JSON object.
    func dictionary(_ column: String) throws -> [String: String] {
        try parsed(text(column), column, empty: "{}", [:])
    }

    /// The JSON document that a column holds.
    func document(_ column: String) throws -> JSONValue {
        guard let value = try? JSONSerialization.jsonObject(with: Data(text(column).utf8)),
            let document = JSONValue(value)
        else { throw damaged(column) }
        return document
    }

    /// What a column's text holds; the common case of nothing starts no parser.
    private func parsed<Value>(_ text: String, _ column: String, empty: String, _ nothing: Value)
        throws -> Value
    {
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
