package import AttestryDomain

extension EvidenceDocument {
    /// The columns of this noun: those that a person sees first, then every other field, then what
    /// a show says.
    package static func columns(of noun: Scheme.Noun) -> [Column<EvidenceDocument>] {
        let isReport = noun == .report
        return columns(isReport ? reportColumns : certificateColumns, [noun])
            + (isReport ? reportDetails : certificateDetails) + details
    }

    /// The columns of a list of certificates and reports together.
    package static let columnsOfBoth = columns(
        code + [
            noun, edition, state, since, until(.always), owner(.ifThereIsRoom), flags, missing,
        ],
        [.certificate, .report])

    /// The columns of a list for somebody outside who was given some of it: what it is, and what
    /// holds of it.
    static let columnsForHolders = columnsOfBoth.filter {
        [
            "code", "scheme", "noun", "version", "edition", "state", "since", "until", "in_force",
            "flags", "sha256",
        ].contains($0.name)
    }

    /// These columns, and behind them every other field of the nouns.
    private static func columns(
        _ first: [Column<EvidenceDocument>], _ nouns: [Scheme.Noun]
    ) -> [Column<EvidenceDocument>] {
        var columns = first
        func add(_ column: Column<EvidenceDocument>) {
            if !columns.contains(where: { $0.name == column.name }) { columns.append(column) }
        }
        for field in nouns.flatMap(VersionContent.fields) where field.isKept {
            add(Column(field) { $0.version?.content })
        }
        others.forEach(add)
        return columns
    }

    private static let certificateColumns: [Column<EvidenceDocument>] =
        code + [edition, state, since, until(.always), flags, missing]

    private static let reportColumns: [Column<EvidenceDocument>] =
        code + [
            Column("period_start", .ifThereIsRoom) { $0.version?.periodStart },
            Column("period_end") { $0.version?.periodEnd },
            Column("as_of_on", .ifThereIsRoom) { $0.version?.asOfOn },
            Column("opinion", .ifThereIsRoom) { $0.version?.opinion?.rawValue }, state, since,
            Column("fresh_until") { $0.verdict.freshUntil }, flags, missing, until(.fileOnly),
            Column("comfort_until", .fileOnly) { $0.verdict.comfortUntil },
        ]

    private static let others: [Column<EvidenceDocument>] = [
        Column("version", .fileOnly) { $0.version?.version },
        Column("document", .fileOnly) { $0.version?.document?.name },
        Column("sha256", .fileOnly) { $0.version?.document?.sha256 },
        Column("in_force", .fileOnly) { $0.verdict.isInForce }.inside("verdict"),
        Column("title", .fileOnly) { $0.title }, owner(.fileOnly),
        Column("ref", .fileOnly) { $0.evidence.refs },
        Column("identifiers", .fileOnly) { $0.version?.identifiers ?? [:] },
        Column("discontinued_on", .fileOnly) { $0.evidence.discontinuedOn },
        Column("voided", .fileOnly) { $0.evidence.isVoided },
    ]

    private static let certificateDetails: [Column<EvidenceDocument>] = [
        Column("ends_on", .fileOnly) { $0.verdict.end },
        Column("deprecated_on", .fileOnly) { $0.listingLimit($0.scheme.deprecatedMonths) },
        Column("delisted_on", .fileOnly) { $0.listingLimit($0.scheme.delistedMonths) },
        Column("milestones", .documentOnly) { document in
            document.milestones.map { $0.json(on: document.day) }
        },
    ]

    private static let reportDetails: [Column<EvidenceDocument>] = [
        Column("bridge_letters", .documentOnly) { $0.letters },
        Column("gaps", .documentOnly) { $0.verdict.gaps },
    ]

    private static let details: [Column<EvidenceDocument>] = [
        Column("as_of", .documentOnly) { $0.day },
        Column("release_class", .documentOnly) { $0.scheme.releaseClass },
        Column("versions", .documentOnly) { document in
            document.evidence.versions.map {
                JSONValue($0, Version.columns)
                    .adding([
                        "verdict": document.history[$0.version].json,
                        "missing": document.missing($0).json,
                    ])
                    .adding(document.milestonesField(of: $0))
            }
        },
        Column("life", .documentOnly) { $0.life },
        Column("reasons", .documentOnly) { $0.verdict.reasons }.inside("verdict"),
    ]

    /// A report has no milestones, and so no field for them.
    private func milestonesField(of version: Version) -> [String: JSONValue] {
        guard scheme.kind != .report else { return [:] }
        return ["milestones": milestones(of: version).map { $0.json(on: day) }.json]
    }

    private static let code: [Column<EvidenceDocument>] = [
        Column("code") { $0.evidence.code }, Column("scheme", .ifThereIsRoom) { $0.scheme.code },
    ]

    private static let noun = Column<EvidenceDocument>("noun", .ifThereIsRoom) {
        $0.scheme.kind.noun.rawValue
    }

    private static let edition = Column<EvidenceDocument>("edition") { $0.version?.edition }

    private static func owner(_ place: ColumnPlace) -> Column<EvidenceDocument> {
        Column("owner", place) { $0.evidence.owner }
    }

    private static let state = Column<EvidenceDocument>("state") { $0.verdict.state }
        .toned { $0.verdict.state.tone }.inside("verdict")

    private static let since = Column<EvidenceDocument>("since", .ifThereIsRoom) {
        $0.verdict.since
    }.inside("verdict")

    private static func until(_ place: ColumnPlace) -> Column<EvidenceDocument> {
        Column("until", place) { $0.verdict.until }.inside("verdict")
    }

    private static let missing = Column<EvidenceDocument>("missing", .ifThereIsRoom) { $0.missing }

    private static let flags = Column<EvidenceDocument>("flags") { $0.verdict.sortedFlags }
        .inside("verdict")
}
