/// A name that users type: `[a-z0-9][a-z0-9.-]*`, 64 characters at most, unique per noun.
package struct Code: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The text of the code.
    package let description: String

    /// The code with this text, or nil where the text has another form.
    package init?(_ text: String) {
        func isLetterOrDigit(_ byte: UInt8) -> Bool {
            (97...122).contains(byte) || (48...57).contains(byte)
        }
        guard let first = text.utf8.first, isLetterOrDigit(first), text.utf8.count <= 64,
            text.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == 46 || $0 == 45 })
        else { return nil }
        description = text
    }

    /// The code with this text. Throws `invalid` naming the field where the text has another form.
    package init(_ text: String, field: String) throws {
        guard let code = Code(text) else {
            throw RegistryError.invalid(
                field, text,
                "lower-case letters, digits, '.' and '-' (64 at most), such as iso27001")
        }
        self = code
    }

    /// The code of what cannot be named.
    package static let unknown = Code(description: "unknown")

    private init(description: String) { self.description = description }

    package static func < (left: Code, right: Code) -> Bool { left.description < right.description }
}

/// One version of an evidence as users name it: `soc2-cloud@2`; without `@` the current one.
package struct VersionReference: Hashable, Sendable, CustomStringConvertible {
    /// The evidence's code.
    package let code: Code
    /// The version's number, or nil for the current one.
    package let version: Int?

    /// The reference to this version of this evidence.
    package init(code: Code, version: Int?) {
        self.code = code
        self.version = version
    }

    /// The reference written as `CODE` or `CODE@N`. Throws `invalid` for any other text.
    package init(_ text: String) throws {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let code = try Code(String(parts[0]), field: "code")
        guard parts.count == 2 else {
            self.init(code: code, version: nil)
            return
        }
        guard let number = Int(parts[1]), number > 0, String(number) == parts[1] else {
            throw RegistryError.invalid("version", text, "CODE@N with N from 1, such as \(code)@1")
        }
        self.init(code: code, version: number)
    }

    /// `CODE` or `CODE@N`.
    package var description: String {
        version.map { "\(code)@\($0)" } ?? code.description
    }
}
