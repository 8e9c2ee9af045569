/// What the page says of one published thing on a day (`rules.md` §10).
package struct PublishedClaim: Sendable {
    /// Where on the page it stands.
    package enum Standing: String, Sendable, CaseIterable {
        /// Among the claims.
        case stands
        /// Under what is no longer in force, for 90 days.
        case ended
        /// At its own address only.
        case past
    }

    /// How who reads the page gets the document.
    package enum Access: String, Sendable, CaseIterable {
        case download, request, nda, portal
        /// It is not handed out.
        case none
    }

    /// What is published, and what the user says beside it.
    package let publication: Publication
    package let standing: Standing
    /// The heading under which it stands.
    package let section: String
    /// What it is, in a sentence that the scheme's owner allows.
    package let statement: String
    /// The name of the thing.
    package let name: String
    /// The evidence's scheme; nil of an activity.
    package var scheme: Scheme?
    /// The version that the claim is about; nil of an activity.
    package var version: Version?
    /// The title of the version's edition.
    package var edition: String?
    /// The first day on which it stood without a break.
    package let since: CivilDate
    /// The last day on which it stands as known; nil where none is.
    package let until: CivilDate?
    /// Why it stands no longer, in words; nil while it stands.
    package var why: String?
    /// How to get the document.
    package var access = Access.none
    /// The products that the version covers.
    package var covers: [Product] = []
    /// What a portal finds it by, where that is all that may be said.
    package var identifiers: [String: String] = [:]
    /// How the evidence stood over time, for its picture; nil of an activity.
    package var life: EvidenceLife?

    /// The code of the evidence or the activity.
    package var code: Code { publication.code }

    /// Whether what its document says may be told: all but what a portal alone may show, and what
    /// would name a person.
    package var tellsDetails: Bool { scheme?.tellsDetails ?? true }

    /// The version, where its details may be told.
    package var told: Version? { tellsDetails ? version : nil }

    /// The last day on which it stands, where that may be told.
    package var toldUntil: CivilDate? { tellsDetails || standing != .stands ? until : nil }

    /// The first day on which it does not stand any more.
    package var endedOn: CivilDate? { standing == .stands ? nil : until?.dayAfter }
}

extension Scheme {
    /// Whether the page may tell what a document of the scheme says.
    var tellsDetails: Bool { releaseClass != .portalOnly && kind != .staffCertificate }
}

/// The page on a day, as a function of the registry and the day.
package struct Page: Sendable {
    /// The name of the organization that holds the evidence.
    package let organization: String
    package let texts: PageTexts
    package let day: CivilDate
    /// What it says of everything published, by heading and code.
    package let claims: [PublishedClaim]

    package init(
        organization: String, texts: PageTexts, day: CivilDate, claims: [PublishedClaim]
    ) {
        self.organization = organization
        self.texts = texts
        self.day = day
        self.claims = claims.sorted {
            ($0.rank, $0.section, $0.name, $0.code) < ($1.rank, $1.section, $1.name, $1.code)
        }
    }

    /// The last day on which somebody may rely on it: by then another one is there.
    package var nextUpdateBy: CivilDate { day.adding(days: 2) }

    /// The claims that stand so.
    package func claims(_ standing: PublishedClaim.Standing) -> [PublishedClaim] {
        claims.filter { $0.standing == standing }
    }
}

extension PublishedClaim {
    /// The headings of the kinds, in the order in which people look for them.
    static let sections = ["Certificates", "Audit reports", "Others", "Commitments"]

    fileprivate var rank: Int {
        Self.sections.firstIndex(of: section) ?? Self.sections.count
    }
}
