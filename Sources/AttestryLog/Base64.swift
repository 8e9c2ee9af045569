import Foundation

extension [UInt8] {
    /// The bytes of a text in base 64 (RFC 4648 §4), with padding and nothing else in it: no two
    /// texts are the same bytes.
    init?(base64 text: String) {
        guard let data = Data(base64Encoded: text),
            data.base64EncodedString().utf8.elementsEqual(text.utf8)
        else { return nil }
        self = Array(data)
    }

    /// The bytes in base 64 (RFC 4648 §4).
    package var base64: String { Data(self).base64EncodedString() }
}
