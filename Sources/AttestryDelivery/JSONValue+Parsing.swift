import AttestryDomain
import Foundation

extension JSONValue {
    /// The document that bytes spell; nil where they spell none, or one with other numbers than
    /// whole ones.
    init?(parsing bytes: [UInt8]) {
        guard let read = try? JSONDecoder().decode(Parsed.self, from: Data(bytes)) else {
            return nil
        }
        self = read.value
    }
}

/// One value of a document that is read.
private struct Parsed: Decodable {
    let value: JSONValue

    init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            value = .null
        } else if let flag = try? single.decode(Bool.self) {
            value = .bool(flag)
        } else if let number = try? single.decode(Int.self) {
            value = .number(number)
        } else if let text = try? single.decode(String.self) {
            value = .string(text)
        } else if let elements = try? single.decode([Parsed].self) {
            value = .array(elements.map(\.value))
        } else {
            value = .object(try single.decode([String: Parsed].self).mapValues(\.value))
        }
    }
}
