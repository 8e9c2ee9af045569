import AttestryDomain
import Foundation

extension Sequence<UInt8> {
    /// The bytes as lower-case hexadecimal digits.
    var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension JSONValue {
    /// The document on one line, keys sorted.
    var bytes: Data {
        // What the registry holds can always be written; nothing else comes here.
        (try? JSONSerialization.data(
            withJSONObject: foundation, options: [.sortedKeys, .withoutEscapingSlashes])) ?? Data()
    }

    private var foundation: Any {
        switch self {
        case .null: NSNull()
        case .bool(let value): value
        case .number(let number): number
        case .string(let text): text
        case .array(let elements): elements.map(\.foundation)
        case .object(let fields): fields.mapValues(\.foundation)
        }
    }
}
