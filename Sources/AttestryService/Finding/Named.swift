package import AttestryDomain
import AttestryStorage

extension Registry {
    /// The code of the thing of a noun that a text names without doubt.
    package func code(of noun: Noun, named text: String, _ field: String) throws -> Code {
        noun == .evidence
            ? try evidence(named: text, field)
            : try store.read { try Names($0).code(text, of: noun, field) }
    }

    /// The code of the customer that a text names without doubt: its code, name or domain, or what
    /// another system calls it. Throws `conflict` where it names several.
    package func customer(named text: String, _ field: String) throws -> Code {
        try store.read { try Names($0).code(text, of: .customer, field) }
    }

    package func customer(named text: String?, _ field: String) throws -> Code? {
        try text.map { try customer(named: $0, field) }
    }

    /// The code of the agreement that a text names without doubt: its code, the customer and the
    /// kind (`acme nda`), the SHA-256 of its document, or what another system calls it.
    package func agreement(named text: String, _ field: String) throws -> Code {
        try store.read { try Names($0).code(text, of: .agreement, field) }
    }

    /// The code of the activity that a text names without doubt: its code or its title.
    package func activity(named text: String, _ field: String) throws -> Code {
        try store.read { try Names($0).code(text, of: .activity, field) }
    }

    /// The evidence or the version that a text names without doubt: `CODE`, `CODE@N`, a title, a
    /// number, the SHA-256 of a document, or what another system calls it.
    package func version(named text: String) throws -> VersionReference {
        try store.read { try Names($0).version(text) }
    }

    /// The code of the evidence that a text names without doubt.
    package func evidence(named text: String, _ field: String) throws -> Code {
        let reference = try version(named: text)
        if text == reference.description, reference.version != nil {
            return try Code(text, field: field)
        }
        return reference.code
    }

    /// The number of the release that a text names without doubt: its number, the name of the copy,
    /// or the SHA-256 of the copy.
    package func distribution(named text: String) throws -> DistributionName {
        try store.read { try Names($0).distribution(text) }
    }
}
