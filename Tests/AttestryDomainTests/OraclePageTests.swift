import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation
import Testing

/// What the page claims (`rules.md` §10), beside an oracle in Python that shares no code with it.
struct OraclePageTests {
    private static let worlds =
        ProcessInfo.processInfo.environment["ATTESTRY_PAGE_WORLDS"] ?? "150"

    /// With `ATTESTRY_PAGE_DAYS=all` every day of three years.
    private static let days: [String] =
        ProcessInfo.processInfo.environment["ATTESTRY_PAGE_DAYS"] == "all" ? ["--every-day"] : []

    @Test func `the page claims what the oracle says may be claimed, day by day`() throws {
        let schemes = try Catalogue.builtInSchemes()
        let cases = try Oracle.values(
            "page_claims.py", ["--count", Self.worlds, "--seed", "21"] + Self.days,
            as: PageCase.self)
        var standings: [String: Int] = [:]
        var ofActivities: [String: Int] = [:]
        for item in cases {
            for page in item.pages {
                let claims = try item.claims(on: day(page.as_of), schemes)
                #expect(claims == page.claims, "as of \(page.as_of)")
                for claim in claims {
                    standings[claim.standing, default: 0] += 1
                    if claim.code == "activity" {
                        ofActivities[claim.standing, default: 0] += 1
                    }
                }
            }
        }
        let pages = cases.flatMap(\.pages).count
        print("figure pages=\(pages) standings=\(standings.sorted { $0.key < $1.key })")
        print("figure of_activities=\(ofActivities.sorted { $0.key < $1.key })")
        let all = Set(PublishedClaim.Standing.allCases.map(\.rawValue))
        #expect(Set(standings.keys) == all && Set(ofActivities.keys) == all)
    }

    @Test func `an error planted in what may be claimed is caught`() throws {
        let schemes = try Catalogue.builtInSchemes()
        for plant in try Oracle.plants("page_claims.py", of: 10..., atMost: 20) {
            let cases = try Oracle.values(
                "page_claims.py", ["--count", "60", "--seed", "4", "--plant", plant],
                as: PageCase.self)
            let differing = try cases.contains { item in
                try item.pages.contains {
                    try item.claims(on: day($0.as_of), schemes) != $0.claims
                }
            }
            #expect(differing, "\(plant) went unnoticed")
        }
    }
}

/// A random world, and what the page of some days says of it.
private struct PageCase: Decodable {
    struct Claim: Decodable, Equatable {
        let code: String
        let standing: String
        let version: Int
        let until: String?
    }

    struct Page: Decodable {
        let as_of: String
        let claims: [Claim]
    }

    let evidence: [OracleEvidence]
    let hidden: [String]
    let activity: PageActivity?
    let pages: [Page]

    func claims(on day: CivilDate, _ schemes: [Scheme]) throws -> [Claim] {
        let rules = ClaimRules(
            try evidence.portfolio(schemes: schemes), of: "Example", products: [], on: day)
        let held: [Claim] = try evidence.compactMap { item in
            var publication = Publication(
                .evidence, try Code(item.code, field: "code"), recordedOn: day)
            publication.isHidden = hidden.contains(item.code)
            return try rules.claim(of: publication).map { claim in
                Claim(
                    code: item.code, standing: claim.standing.rawValue,
                    version: claim.version?.version ?? 0, until: claim.until?.description)
            }
        }
        let kept = try activity?.claim(rules, on: day)
        return (held + [kept].compactMap(\.self)).sorted { $0.code < $1.code }
    }
}

/// An activity of the oracle, and whether it was published.
private final class PageActivity: Decodable {
    private struct Decision: Decodable {
        let shown, hidden: Bool
    }

    private let oracle: OracleActivityCase
    private let decision: Decision
    private let activity: Activity
    /// How it is on each day that was asked about.
    private var known: [CivilDate: ActivityRules.Shown] = [:]

    init(from decoder: any Decoder) throws {
        oracle = try OracleActivityCase(from: decoder)
        decision = try Decision(from: decoder)
        var activity = oracle.activity
        activity.mayBeShown = decision.shown
        self.activity = activity
    }

    private func shown(on day: CivilDate) -> ActivityRules.Shown {
        let shown = known[day] ?? oracle.rules(on: day).shown
        known[day] = shown
        return shown
    }

    /// What the page says of it on a day; nil where it says nothing.
    func claim(_ rules: ClaimRules, on day: CivilDate) throws -> PageCase.Claim? {
        var publication = Publication(
            .activity, try Code("activity", field: "code"), recordedOn: day)
        publication.isHidden = decision.hidden
        return rules.claim(of: publication, activity) { shown(on: $0) }.map { claim in
            PageCase.Claim(
                code: "activity", standing: claim.standing.rawValue, version: 0,
                until: claim.until?.description)
        }
    }
}
