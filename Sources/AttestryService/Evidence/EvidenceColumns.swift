package import AttestryDomain

extension EvidenceDocument {
    /// The columns of a list of this noun: those that a person sees first, then every other field.
    package static func columns(of noun: Scheme.Noun) -> [Column<EvidenceDocument>] {
        let first = noun == .report ? reportColumns : certificateColumns
        let known = Set(first.map(\.name))
        return first
            + VersionContent.fields(of: noun).filter { $0.isKept && !known.contains($0.name) }
            .map { Column($0) { $0.version?.content } } + others(noun)
    }

    private static let certificateColumns: [Column<EvidenceDocument>] = [
        Column("code") { .text($0.evidence.code) },
        Column("scheme", .ifThereIsRoom) { .text($0.scheme.code) },
        field("edition", .certificate, .always), state, since, until(.always), flags,
    ]

    private static let reportColumns: [Column<EvidenceDocument>] = [
        Column("code") { .text($0.evidence.code) },
        Column("scheme", .ifThereIsRoom) { .text($0.scheme.code) },
        field("period_start", .report, .ifThereIsRoom), field("period_end", .report, .always),
        field("as_of_on", .report, .ifThereIsRoom), field("opinion", .report, .ifThereIsRoom),
        state, since, Column("fresh_until") { .text($0.verdict.freshUntil) }, flags,
        until(.fileOnly), Column("comfort_until", .fileOnly) { .text($0.verdict.comfortUntil) },
    ]

    private static func others(_ noun: Scheme.Noun) -> [Column<EvidenceDocument>] {
        let both: [Column<EvidenceDocument>] = [
            Column("version", .fileOnly) { .count($0.version?.version) },
            Column("in_force", .fileOnly) { .bool($0.verdict.isInForce) }.inside("verdict"),
            Column("title", .fileOnly) { .string($0.title) },
            Column("owner", .fileOnly) { .text($0.evidence.owner) },
            Column("identifiers", .fileOnly) {
                .object(($0.version?.identifiers ?? [:]).mapValues { .string($0) })
            },
            Column("discontinued_on", .fileOnly) { .text($0.evidence.discontinuedOn) },
        ]
        guard noun == .certificate else { return both }
        return both + [
            Column("ends_on", .fileOnly) { .text($0.verdict.end) },
            Column("deprecated_on", .fileOnly) {
                .text($0.listingLimit($0.scheme.deprecatedMonths))
            },
            Column("delisted_on", .fileOnly) { .text($0.listingLimit($0.scheme.delistedMonths)) },
        ]
    }

    private static func field(
        _ name: String, _ noun: Scheme.Noun, _ place: Column<EvidenceDocument>.Place
    ) -> Column<EvidenceDocument> {
        let field = VersionContent.fields(of: noun).first { $0.name == name }
        return Column(name, place) { document in
            document.version.flatMap { field?.value($0.content) } ?? .null
        }
    }

    private static let state = Column<EvidenceDocument>("state") {
        .string($0.verdict.state.rawValue)
    }.toned { $0.verdict.state.tone }.inside("verdict")

    private static let since = Column<EvidenceDocument>("since", .ifThereIsRoom) {
        .text($0.verdict.since)
    }.inside("verdict")

    private static func until(_ place: Column<EvidenceDocument>.Place) -> Column<EvidenceDocument> {
        Column("until", place) { .text($0.verdict.until) }.inside("verdict")
    }

    private static let flags = Column<EvidenceDocument>("flags") {
        .texts($0.verdict.sortedFlags)
    }.inside("verdict")
}
