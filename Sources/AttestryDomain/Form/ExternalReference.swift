/// What another system calls something: `hubspot=12345`.
package enum ExternalReference {
    /// The reference with its system in lower case. Throws `invalid` naming the field for any other
    /// text.
    package static func checked(_ text: String, field: String) throws -> String {
        guard let reference = read(text) else {
            throw RegistryError.invalid(
                field, text, "SYSTEM=ID without blanks, such as hubspot=12345")
        }
        return reference
    }

    /// The reference with its system in lower case; nil for any other text.
    package static func read(_ text: String) -> String? {
        let parts = text.parts(at: "=")
        let id = parts.dropFirst().joined(separator: "=")
        let isPlain = id.unicodeScalars.allSatisfy {
            !$0.properties.isWhitespace && $0 != "," && $0 != ";"
                && ![.control, .format].contains($0.properties.generalCategory)
        }
        guard let system = Code(parts[0].lowercased()), !id.isEmpty, isPlain, id.utf8.count <= 200
        else { return nil }
        return "\(system)=\(id)"
    }

    /// What was known with what is given, which counts for the systems that it names.
    static func merged(_ known: [String], _ given: [String]) -> [String] {
        let systems = Set(given.map { $0.parts(at: "=")[0] })
        let all = known.filter { !systems.contains($0.parts(at: "=")[0]) } + given
        return all.enumerated().filter { !all[..<$0.offset].contains($0.element) }.map(\.element)
    }
}
