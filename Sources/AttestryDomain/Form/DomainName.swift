/// The name of a host or domain as people write it; RFC 1035 lengths, letters of any script.
package enum DomainName {
    /// The name in lower case. Throws `invalid` naming the field for any other text.
    package static func checked(_ text: String, field: String) throws -> String {
        let domain = text.lowercased()
        let labels = domain.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
        let isDomain =
            labels.count > 1 && domain.utf8.count <= 253
            && labels.allSatisfy { label in
                !label.isEmpty && label.first != "-" && label.last != "-"
                    && label.allSatisfy {
                        $0.isASCII
                            ? UInt8($0.value).isLetterOrDigit || $0 == "-"
                            : $0.properties.isAlphabetic
                    }
            }
        guard isDomain else {
            throw RegistryError.invalid(field, text, "a domain name such as acme.example")
        }
        return domain
    }
}
