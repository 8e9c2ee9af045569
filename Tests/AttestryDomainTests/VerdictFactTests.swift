import AttestryDomain
import AttestryService
import AttestryTestSupport
import Testing

/// What the two compliance pages claim, as it stands on 2026-11-23.
struct VerdictFactTests {
    private let schemes: [Scheme]
    private let today = "2026-11-23"

    init() throws {
        schemes = try Catalogue.builtInSchemes()
    }

    private func iso27001Of2013() throws -> EvidenceBuilder {
        EvidenceBuilder(try code("iso27001"))
            .version("2013", issued: "2024-04-01", expires: "2027-03-31")
    }

    @Test func `a 27001 of 2013 printed to 2027 is retired since 2025-11-01`() throws {
        let verdict = try [iso27001Of2013()].verdict(on: today, schemes: schemes)
        #expect(verdict.state == .editionRetired)
        #expect(verdict.since == day("2025-11-01"))
        #expect(verdict.until == day("2025-10-31"))
        #expect(!verdict.isInForce)
    }

    @Test func `a 27701 of 2019 under it is parent invalid`() throws {
        let child = EvidenceBuilder(try code("iso27701"))
            .version("2019", issued: "2024-04-01", expires: "2027-03-31", parent: "iso27001")
        let verdict = try [child, iso27001Of2013()].verdict(on: today, schemes: schemes)
        #expect(verdict.state == .parentInvalid)
        #expect(verdict.since == day("2025-11-01"))
    }

    @Test(arguments: [
        ("2026-05-20", "2026-05-20"), ("2026-03-01", "2026-03-10"), (nil, "2026-03-10"),
    ])
    func `a child is active since its parent came back into force, or since its own start`(
        restored: String?, since: String
    ) throws {
        let parent = EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2024-03-01", expires: "2027-12-31")
        let back = restored.map { parent.event(.suspended, "2026-02-01").event(.restored, $0) }
        let child = EvidenceBuilder(try code("iso27017"))
            .version(
                "2015", issued: "2026-03-10", expires: "2027-12-31", parent: "iso27001")
        let verdict = try [child, back ?? parent].verdict(on: today, schemes: schemes)
        #expect(verdict.state == .active)
        #expect(verdict.since == day(since))
    }

    @Test(arguments: [("2026-07-01", "2025-03-10"), ("2026-07-20", "2026-07-20")])
    func `a parent renewed without a gap never went, and one renewed after a gap came back`(
        renewed: String, since: String
    ) throws {
        let parent = EvidenceBuilder(try code("iso27001"))
            .version("2022", issued: "2023-07-01", expires: "2026-06-30")
            .version("2022", issued: "2026-06-20", from: renewed, expires: "2029-06-30")
        let child = EvidenceBuilder(try code("iso27017"))
            .version(
                "2015", issued: "2025-03-10", expires: "2028-03-09", parent: "iso27001")
        let verdict = try [child, parent].verdict(on: today, schemes: schemes)
        #expect(verdict.state == .active)
        #expect(verdict.since == day(since))
    }

    /// Without verdicts kept for the day this would double with each level and never end.
    @Test func `a verdict under fifty levels of parents ends, and each end reaches the last`()
        throws
    {
        let chain = try (0..<50).map { level in
            EvidenceBuilder(try code("iso27701"), code: try code("c\(level)"))
                .version(
                    "2019", issued: "2024-04-01", expires: "2027-03-31",
                    parent: level < 49 ? "c\(level + 1)" : nil)
        }
        let verdict = try chain.verdict(on: today, schemes: schemes)
        #expect(verdict.state == .parentInvalid)
    }

    @Test func `a 9001 of 2015 is active, superseded, its deadline unconfirmed`() throws {
        let evidence = EvidenceBuilder(try code("iso9001"))
            .version("2015", issued: "2025-07-01", expires: "2028-06-30")
        let verdict = try [evidence].verdict(on: today, schemes: schemes)
        #expect(verdict.state == .active)
        #expect(verdict.flags == [.editionSuperseded, .editionDeadlineUnconfirmed])
    }

    @Test func `an AOC to 4_0 with date of report 2024-12-20 is expired since 2025-12-21`() throws {
        let evidence = EvidenceBuilder(try code("pci-dss")).version("4.0", issued: "2024-12-20")
        let verdict = try [evidence].verdict(on: today, schemes: schemes)
        #expect(verdict.state == .expired)
        #expect(verdict.since == day("2025-12-21"))
        #expect(!verdict.flags.contains(.editionNotCurrentAtIssue))
    }

    @Test func `an AOC to 4_0 with date of report 2025-02-01 was not current at issue`() throws {
        let evidence = EvidenceBuilder(try code("pci-dss")).version("4.0", issued: "2025-02-01")
        let verdict = try [evidence].verdict(on: today, schemes: schemes)
        #expect(verdict.flags.contains(.editionNotCurrentAtIssue))
    }

    @Test(arguments: [("cyber-essentials", true), ("cyber-essentials-plus", false)])
    func `Willow of 2026-11-10 was not current at issue, save for Plus`(
        scheme: String, isLate: Bool
    ) throws {
        let evidence = EvidenceBuilder(try code(scheme)).version("willow", issued: "2026-11-10")
        let verdict = try [evidence].verdict(on: today, schemes: schemes)
        #expect(verdict.flags.contains(.editionNotCurrentAtIssue) == isLate)
        #expect(verdict.state == .active)
    }

    @Test func `a SOC 2 type 2 to 2025-09-30 is stale`() throws {
        let evidence = EvidenceBuilder(try code("soc2-type2"))
            .report("2024-10-01", "2025-09-30", issued: "2025-11-05")
        let verdict = try [evidence].verdict(on: today, schemes: schemes)
        #expect(verdict.state == .stale)
        #expect(verdict.since == day("2026-10-01"))
    }

    @Test func `a 9001 that ended on 2026-07-31 is restorable to 2027-01-31`() throws {
        let evidence = [
            EvidenceBuilder(try code("iso9001"))
                .version("2015", issued: "2023-08-01", expires: "2026-07-31")
        ]
        let verdict = try evidence.verdict(on: today, schemes: schemes)
        #expect(verdict.state == .expired)
        #expect(verdict.flags.contains(.restorable))
        let last = try evidence.verdict(on: "2027-01-31", schemes: schemes)
        #expect(last.flags.contains(.restorable))
        let after = try evidence.verdict(on: "2027-02-01", schemes: schemes)
        #expect(after.state == .expired)
        #expect(!after.flags.contains(.restorable))
    }

    @Test func `a date that only one weak source gives decides nothing`() throws {
        let evidence = EvidenceBuilder(try code("iso9001"))
            .version("2015", issued: "2028-06-01", expires: "2031-05-31")
        let verdict = try [evidence].verdict(on: "2030-06-01", schemes: schemes)
        #expect(verdict.state == .active)
        #expect(!verdict.flags.contains(.editionNotCurrentAtIssue))
    }

    @Test func `a 27701 of 2025 stands alone`() throws {
        let evidence = EvidenceBuilder(try code("iso27701"))
            .version("2025", issued: "2026-01-10", expires: "2029-01-09")
        let verdict = try [evidence].verdict(on: today, schemes: schemes)
        #expect(verdict.state == .active)
        #expect(verdict.flags.isEmpty)
    }

    @Test func `every reason that holds is listed, not only the first`() throws {
        let evidence = EvidenceBuilder(try code("iso27001"))
            .version("2013", issued: "2022-03-01", expires: "2025-02-28")
            .milestone("surveillance", due: "2023-03-01")
            .event(.suspended, "2024-06-01")
        let verdict = try [evidence].verdict(on: today, schemes: schemes)
        #expect(
            verdict.reasons.map(\.rule)
                == [.expired, .editionRetired, .suspended, .surveillanceOverdue])
        #expect(
            verdict.reasons.map(\.on)
                == ["2025-03-01", "2025-11-01", "2024-06-01", "2023-03-02"].map { day($0) })
        #expect(verdict.until == day("2024-05-31"))
    }
}
