/// What is recorded about an evidence rather than about one version of it.
package struct EvidenceContent: Hashable, Sendable {
    /// The scheme it is held under; nothing changes it afterwards.
    package var scheme: Code?
    /// A title of the user's, beside the scheme's.
    package var title: String?
    /// The e-mail address of the person who keeps it.
    package var owner: String?

    package init(scheme: Code? = nil, title: String? = nil, owner: String? = nil) {
        self.scheme = scheme
        self.title = title
        self.owner = owner
    }

    /// The fields that `add` and the import take.
    package static let newFields: [Field<EvidenceContent>] =
        [
            .code("scheme", \.scheme, "The scheme it is held under.").offering(.scheme)
                .needed("what it is held under")
        ] + fields

    /// The fields that may change.
    package static let fields: [Field<EvidenceContent>] = [
        .text("title", \.title, "A title of your own."),
        .address("owner", \.owner, "The e-mail address of the person who keeps it."),
    ]
}
