package import AttestryDomain
package import AttestryStorage

extension Registry {
    /// The columns of what was found.
    package static let foundColumns: [Column<Named>] = [
        Column("noun") { $0.noun }, Column("name") { $0.name }.naming,
        Column("field") { $0.field }, Column("value") { $0.value },
    ]
}

extension Named {
    /// Whether it is the hash of bytes.
    fileprivate var isHash: Bool { field.ends(with: "sha256") }

    /// Whether the text stands in it: as a part, whatever the case; of a hash as its beginning.
    fileprivate func holds(_ text: Folded) -> Bool {
        isHash
            ? text.bytes.count >= 6 && value.utf8.starts(with: text.bytes) : text.stands(in: value)
    }
}

extension Registry {
    /// Everything in which a text stands, over all nouns. Throws `notFound` where there is nothing.
    package func find(_ text: String) throws -> [Named] {
        let sought = Folded(try Form.checked(text, field: "text").trimmed, keepsMarks: false)
        var found: [Named] = []
        try store.read { reading in
            try reading.eachNamed { if $0.holds(sought) { found.append($0) } }
        }
        guard !found.isEmpty else {
            throw RegistryError(
                .notFound, "nothing holds '\(text.abbreviated)'",
                hint: "attestry audit log --format json has what was recorded and is no more")
        }
        return found
    }
}
