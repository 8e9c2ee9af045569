import AttestryDomain
import Foundation
import Testing

@testable import AttestryHost

/// The values are those of Python's `zoneinfo`.
struct ZoneTests {
    private func instant(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    @Test(arguments: [
        ("America/New_York", "1916-06-01T12:00:00Z", -18000),
        ("America/New_York", "1918-03-31T06:59:59Z", -18000),
        ("America/New_York", "1918-03-31T07:00:00Z", -14400),
        ("America/New_York", "2026-03-08T06:59:59Z", -18000),
        ("America/New_York", "2026-03-08T07:00:00Z", -14400),
        ("America/New_York", "2026-11-01T05:59:59Z", -14400),
        ("America/New_York", "2026-11-01T06:00:00Z", -18000),
        ("America/New_York", "2038-01-19T03:14:08Z", -18000),
        ("America/New_York", "2050-07-01T00:00:00Z", -14400),
        ("America/New_York", "2199-12-31T23:59:59Z", -18000),
        ("Europe/Amsterdam", "1900-01-01T00:00:00Z", 1172),
        ("Europe/Amsterdam", "1916-05-01T12:00:00Z", 4772),
        ("Europe/Amsterdam", "1937-07-01T00:00:00Z", 4800),
        ("Europe/Amsterdam", "1940-05-16T00:00:00Z", 7200),
        ("Europe/Amsterdam", "2026-03-29T00:59:59Z", 3600),
        ("Europe/Amsterdam", "2026-03-29T01:00:00Z", 7200),
        ("Europe/Amsterdam", "2099-10-25T00:59:59Z", 7200),
        ("Europe/Amsterdam", "2099-10-25T01:00:00Z", 3600),
        ("Australia/Lord_Howe", "1981-03-01T00:00:00Z", 37800),
        ("Australia/Lord_Howe", "2026-04-04T14:59:59Z", 39600),
        ("Australia/Lord_Howe", "2026-04-04T15:00:00Z", 37800),
        ("Australia/Lord_Howe", "2026-10-03T15:29:59Z", 37800),
        ("Australia/Lord_Howe", "2026-10-03T15:30:00Z", 39600),
        ("Australia/Lord_Howe", "2060-12-25T00:00:00Z", 39600),
        ("Australia/Lord_Howe", "2061-07-25T00:00:00Z", 37800),
        ("Pacific/Apia", "2011-12-30T09:59:59Z", -36000),
        ("Pacific/Apia", "2011-12-30T10:00:00Z", 50400),
        ("Pacific/Apia", "2012-04-01T00:00:00Z", 46800),
        ("Asia/Kathmandu", "1985-12-31T18:29:59Z", 19800),
        ("Asia/Kathmandu", "1985-12-31T18:30:00Z", 20700),
        ("UTC", "2026-01-01T00:00:00Z", 0),
    ])
    func `a zone is so many seconds east of UTC`(zone: String, text: String, expected: Int) throws {
        #expect(try Zone.offset(of: zone, at: instant(text)) == expected)
    }

    @Test(arguments: [
        // The west of Greenland, Gaza, Ireland, Casablanca and Lord Howe.
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2100-03-28T00:59:59Z", -7200),
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2100-03-28T01:00:00Z", -3600),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2150-03-27T23:59:59Z", 7200),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2150-03-28T00:00:00Z", 10800),
        ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2150-12-01T00:00:00Z", 7200),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2100-01-15T00:00:00Z", 0),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2100-07-15T00:00:00Z", 3600),
        ("<+01>-1", "2150-05-01T00:00:00Z", 3600),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2060-12-25T00:00:00Z", 39600),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2061-07-25T00:00:00Z", 37800),
    ])
    func `the rule for the years to come holds`(rule: String, text: String, expected: Int) throws {
        let rule = try #require(ZoneRule(Array(rule.utf8)[...]))
        #expect(rule.offset(at: try instant(text).secondsSinceEpoch) == expected)
    }

    @Test(arguments: [
        "", "Europe", "Europe/Nowhere", "../zoneinfo/UTC", "/usr/share/zoneinfo/Europe/Berlin",
        "Europe/Berlin\0", "tzdata.zi", "UTC0", "Europe/Berlin/", "zone.tab",
    ])
    func `a zone that the machine does not know is refused`(zone: String) throws {
        #expect {
            try Zone.offset(of: zone, at: try instant("2026-01-01T00:00:00Z"))
        } throws: { error in
            (error as? RegistryError)?.message.hasSuffix("is not known to this machine") == true
        }
    }

    @Test func `the zone of the machine's clocks is one that the machine knows`() throws {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")
        #expect(link?.hasSuffix("/" + Zone.ofMachine) ?? (Zone.ofMachine == "UTC"))
        _ = try Zone.offset(of: Zone.ofMachine, at: try instant("2026-01-01T00:00:00Z"))
    }

    @Test func `a file that is cut off or tells nonsense describes no zone`() throws {
        let whole = try InputFile.contents(of: "/usr/share/zoneinfo/Europe/Berlin")
        #expect(Zone(whole) != nil)
        for length in 0..<whole.count - 30 { #expect(Zone(Array(whole[..<length])) == nil) }
        #expect(Zone(Array("TZif2".utf8) + [UInt8](repeating: 0xFF, count: 60)) == nil)
        for rule in [
            "X", "CET", "CET-1CEST", "CET-1CEST,M3", "CET-1CEST,M13.1.0,M1.1.0", "C1",
            "CET-1CEST,J60,J300",
        ] {
            #expect(ZoneRule(Array(rule.utf8)[...]) == nil)
        }
    }
}
