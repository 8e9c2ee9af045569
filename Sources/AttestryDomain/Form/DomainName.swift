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
                            : $0.properties.isAlphabetic || $0.isPartOfLetter
                    }
            }
        guard isDomain else {
            throw RegistryError.invalid(field, text, "a domain name such as acme.example")
        }
        return domain
    }

    /// The name as it is compared: in lower case, each label as the letters that it stands for, so
    /// that `xn--bcher-kva.example` and `bücher.example` are one domain. Strings of Swift are equal
    /// whichever way an accent is composed.
    package static func compared(_ text: String) -> String {
        text.lowercased().parts(at: ".").map { label in
            // What stands for ASCII alone is no such form: no DNS server takes it for the other.
            label.after("xn--").flatMap(Punycode.decoded)
                .flatMap { $0.utf8.allSatisfy { $0 < 0x80 } ? nil : $0.lowercased() } ?? label
        }.joined(separator: ".")
    }
}

extension Unicode.Scalar {
    /// Whether it is a mark or a digit that words of its script are written with.
    fileprivate var isPartOfLetter: Bool {
        [.nonspacingMark, .spacingMark, .decimalNumber].contains(properties.generalCategory)
    }
}
