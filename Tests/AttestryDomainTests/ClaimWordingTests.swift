import AttestryService
import AttestryTestSupport
import Testing

@testable import AttestryDomain

struct ClaimWordingTests {
    @Test func `a part in brackets is left out where a value that it names is not there`() {
        let pattern = "{organization} is certified[ by {issuer}][, number {number}]."
        let values = ["organization": "Example", "number": "7 [x] {issuer}"]
        #expect(
            ClaimWording.filled(pattern, values)
                == "Example is certified, number 7 [x] {issuer}.")
        #expect(ClaimWording.filled(pattern, ["organization": "E"]) == "E is certified.")
    }

    @Test func `every scheme says a sentence in which nothing is left to fill in`() throws {
        for scheme in try Catalogue.builtInSchemes() {
            let evidence = Evidence(
                id: ID(1), code: try code("thing"), scheme: scheme.code,
                recordedOn: day("2026-01-01"))
            var content = VersionContent(issuedOn: day("2026-01-01"))
            content.asOfOn = scheme.kind == .report ? day("2025-12-01") : nil
            content.opinion = scheme.kind == .report ? .qualified : nil
            let version = Version(
                id: ID(1), version: 1, content: content, recordedOn: day("2026-01-01"))
            let wording = ClaimWording("Example B.V.", scheme, evidence, version)
            let marks = wording.statement.unicodeScalars.filter {
                "[]{}".unicodeScalars.contains($0)
            }
            #expect(marks.isEmpty && wording.statement.hasSuffix("."), "\(wording.statement)")
            // An opinion that is not clean is always said.
            if scheme.kind == .report {
                #expect(wording.statement.contains("qualified"), "\(wording.statement)")
            }
        }
    }

    @Test func `what the owner of TISAX forbids is not told`() throws {
        let scheme = try #require(
            try Catalogue.builtInSchemes().first { $0.code.description == "tisax" })
        var evidence = Evidence(
            id: ID(1), code: try code("tisax"), scheme: scheme.code, title: "TISAX AL3",
            recordedOn: day("2026-01-01"))
        var content = VersionContent(issuedOn: day("2026-01-01"))
        content.identifiers = [
            "scope_id": "SCOPE1", "assessment_id": "ASSESS1", "level": "AL3",
            "labels": "Confidential", "participant_id": "PART1",
        ]
        content.number = "NUMBER1"
        content.expiresOn = day("2028-12-31")
        evidence.versions = [
            Version(id: ID(1), version: 1, content: content, recordedOn: day("2026-01-01"))
        ]
        let portfolio = Portfolio(schemes: [scheme], evidence: [evidence])
        let rules = ClaimRules(portfolio, of: "Example", products: [], on: day("2026-06-01"))
        let claim = try #require(
            try rules.claim(
                of: Publication(.evidence, evidence.code, recordedOn: day("2026-01-01"))))
        #expect(
            claim.statement
                == "Example takes part in TISAX, scope SCOPE1; the result is in the ENX portal.")
        #expect(claim.access == .portal && claim.told == nil && claim.life == nil)
        #expect(!claim.name.contains("AL3"))
        #expect(Set(claim.identifiers.keys) == ["scope_id"])
        #expect(claim.name == "TISAX participation" && claim.toldUntil == nil)
    }
}

struct EndedClaimTests {
    @Test func `what stands no longer cannot be quoted as if it stood`() throws {
        let builder = EvidenceBuilder(try code("soc2-type2"), code: try code("soc2"))
            .report("2023-10-01", "2024-09-30", issued: "2024-11-05")
        let portfolio = Portfolio(
            schemes: try Catalogue.builtInSchemes(), evidence: [builder.built])
        func claim(on day: CivilDate) throws -> PublishedClaim? {
            try ClaimRules(portfolio, of: "Example", products: [], on: day)
                .claim(of: Publication(.evidence, builder.built.code, recordedOn: day))
        }
        let standing = try [
            "2024-11-04", "2024-11-05", "2025-09-30", "2025-10-01", "2025-12-29", "2025-12-30",
        ]
        .map { try claim(on: day($0))?.standing }
        #expect(standing == [nil, .stands, .stands, .ended, .ended, .past])
        let ended = try #require(try claim(on: day("2025-10-01")))
        #expect(ended.statement.hasPrefix("No longer true since 2025-10-01: A SOC 2 type 2 report"))
        #expect(ended.endedOn == day("2025-10-01"))
    }
}
