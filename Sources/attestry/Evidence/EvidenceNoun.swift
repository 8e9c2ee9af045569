import AttestryDomain

/// The noun a generic verb speaks for: certificates and reports share most verbs.
protocol EvidenceNoun {
    static var noun: Scheme.Noun { get }
    /// The columns of its list.
    static var columns: [Column] { get }
}

enum Certificates: EvidenceNoun {
    static let noun = Scheme.Noun.certificate
    static let columns = [
        Column("code"), Column("scheme", givesWay: true), Column("edition"),
        Column("verdict.state"), Column("verdict.since", givesWay: true), Column("verdict.until"),
        Column("verdict.flags"), Column("version", inTable: false),
        Column("verdict.in_force", inTable: false),
        Column("title", inTable: false), Column("number", inTable: false),
        Column("issuer", inTable: false), Column("scope", inTable: false),
        Column("covers", inTable: false), Column("issued_on", inTable: false),
        Column("valid_from", inTable: false), Column("expires_on", inTable: false),
        Column("ends_on", inTable: false), Column("parent", inTable: false),
        Column("owner", inTable: false), Column("identifiers", inTable: false),
        Column("discontinued_on", inTable: false),
    ]
}

enum Reports: EvidenceNoun {
    static let noun = Scheme.Noun.report
    static let columns = [
        Column("code"), Column("scheme", givesWay: true), Column("period_start", givesWay: true),
        Column("period_end"), Column("as_of_on", givesWay: true),
        Column("opinion", givesWay: true), Column("verdict.state"),
        Column("verdict.since", givesWay: true), Column("fresh_until"), Column("verdict.flags"),
        Column("version", inTable: false),
        Column("verdict.until", inTable: false), Column("verdict.in_force", inTable: false),
        Column("comfort_until", inTable: false), Column("edition", inTable: false),
        Column("title", inTable: false), Column("auditor", inTable: false),
        Column("scope", inTable: false), Column("covers", inTable: false),
        Column("issued_on", inTable: false), Column("criteria", inTable: false),
        Column("exceptions", inTable: false), Column("owner", inTable: false),
        Column("identifiers", inTable: false), Column("discontinued_on", inTable: false),
    ]
}
