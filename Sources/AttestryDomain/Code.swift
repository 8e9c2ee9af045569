/// A name that users type: `[a-z0-9][a-z0-9.-]*`, 64 characters at most, unique per noun.
package struct Code: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The text of the code.
    package let description: String

    /// The code with this text, or nil where the text has another form.
    package init?(_ text: String) {
        let marks = [UInt8(ascii: "."), UInt8(ascii: "-")]
        guard let first = text.utf8.first, !marks.contains(first), text.utf8.count <= 64,
            text.utf8.allSatisfy({
                $0.isLetterOrDigit && !(0x41...0x5A).contains($0) || marks.contains($0)
            })
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

    package init(code: Code, version: Int?) {
        self.code = code
        self.version = version
    }

    /// The reference written as `CODE` or `CODE@N`. Throws `invalid` for any other text.
    package init(_ text: String) throws {
        let parts = text.parts(at: "@")
        code = try Code(parts[0], field: "code")
        version = parts.count == 1 ? nil : Int(parts[1])
        guard parts.count == 1 || parts.count == 2 && version ?? 0 > 0 && description == text else {
            throw RegistryError.invalid("version", text, "CODE@N with N from 1, such as \(code)@1")
        }
    }

    /// `CODE` or `CODE@N`.
    package var description: String { version.map { "\(code)@\($0)" } ?? code.description }
}
