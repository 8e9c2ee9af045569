/// What an e-mail address must look like to be written to: one mailbox, nothing that a mail header
/// or a sendmail would take for more.
package enum EmailAddress {
    /// Throws `invalid` naming the field for anything else; without a text there is nothing wrong.
    package static func check(_ text: String?, field: String) throws {
        guard let text else { return }
        let parts = text.unicodeScalars.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && !"<>,;:\"()[]\\".unicodeScalars.contains($0)
                && !$0.properties.isWhitespace && $0.properties.generalCategory != .format
                && $0.properties.generalCategory != .control
        }
        guard parts.count == 2, !parts[0].isEmpty, parts[1].split(separator: ".").count > 1,
            isPlain, text.utf8.count <= 254
        else {
            throw RegistryError.invalid(
                field, text, "an e-mail address such as security@example.com")
        }
    }

    /// The address as it is compared: without regard to case, to how an accent is composed, and to
    /// which of its two forms the domain has.
    package static func compared(_ text: String) -> String {
        let parts = text.parts(at: "@")
        guard let domain = parts.last, parts.count > 1 else { return text.lowercased() }
        return parts.dropLast().joined(separator: "@").lowercased() + "@"
            + DomainName.compared(domain)
    }

    /// Whether two texts are the address of one mailbox.
    package static func areSame(_ one: String, _ other: String) -> Bool {
        compared(one) == compared(other)
    }
}
