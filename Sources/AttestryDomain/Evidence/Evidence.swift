/// A standing thing the organization holds under one scheme, with the dated versions of it.
package struct Evidence: Hashable, Sendable {
    package let id: ID<Evidence>
    /// What users call it.
    package let code: Code
    /// The scheme it is held under.
    package internal(set) var scheme: Code
    /// A title of the user's, beside the scheme's.
    package var title: String?
    /// The e-mail address of the person who keeps it.
    package var owner: String?
    /// What other systems call it, as `SYSTEM=ID`.
    package var refs: [String]
    /// The day from which it is given up on purpose (`rules.md` §7).
    package var discontinuedOn: CivilDate?
    /// The civil day on which it was recorded.
    package let recordedOn: CivilDate
    /// All versions in the order of their numbers, voided ones included.
    package var versions: [Version]

    package init(
        id: ID<Evidence>, code: Code, scheme: Code, title: String? = nil, owner: String? = nil,
        refs: [String] = [], discontinuedOn: CivilDate? = nil, recordedOn: CivilDate,
        versions: [Version] = []
    ) {
        self.id = id
        self.code = code
        self.scheme = scheme
        self.title = title
        self.owner = owner
        self.refs = refs
        self.discontinuedOn = discontinuedOn
        self.recordedOn = recordedOn
        self.versions = versions
    }

    /// The versions that were not recorded in error, in the order of their succession.
    package var standing: [Version] {
        versions.filter { !$0.isVoided }.sorted { $0.succession < $1.succession }
    }

    /// The evidence as a day shows it: without versions that were neither issued nor begun, and
    /// without what happened later (`rules.md`, "What exists on D").
    package func seen(on day: CivilDate) -> Evidence {
        var seen = self
        seen.versions = versions.filter { min($0.issuedOn, $0.start) <= day }
            .map { $0.seen(on: day) }
        seen.discontinuedOn = discontinuedOn.flatMap { $0 <= day ? $0 : nil }
        return seen
    }

    /// Whether all that was recorded of it was recorded in error: it exists on no day.
    package var isVoided: Bool { !versions.isEmpty && versions.allSatisfy(\.isVoided) }

    /// The version of this number. Throws `notFound`.
    package func version(_ number: Int) throws -> Version {
        guard let version = versions.first(where: { $0.version == number }) else {
            throw RegistryError.notFound(
                "version", "\(code)@\(number)", among: versions.map { "\(code)@\($0.version)" })
        }
        return version
    }
}

extension Evidence {
    /// The fields that `add` and the import take; nothing changes the scheme afterwards.
    package static let newFields: [Field<Evidence>] =
        [
            .code("scheme", \.scheme.kept, "The scheme it is held under.").offering(.scheme)
                .needed("what it is held under")
        ] + fields

    /// The fields that may change.
    package static let fields: [Field<Evidence>] = [
        .text("title", \.title, "A title of your own."),
        .address("owner", \.owner, "The e-mail address of the person who keeps it."),
        .references(\.refs),
    ]
}
