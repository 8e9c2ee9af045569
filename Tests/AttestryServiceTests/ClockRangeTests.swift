import AttestryDomain
import AttestryHost
import AttestryService
import AttestryStorage
import AttestryTestSupport
import Foundation
import Testing

struct ClockRangeTests {
    /// The last second before the range, the first one after it, and one far beyond.
    static let seconds = [-2_208_988_801, 7_258_118_400, 253_370_764_800]

    private func isRefused(_ body: () throws -> Void) -> Bool {
        do {
            try body()
            return false
        } catch {
            return (error as? RegistryError)?.kind == .clock
        }
    }

    @Test(arguments: seconds)
    func `a clock beyond the years that can be recorded changes nothing, whoever vouches for it`(
        second: Int
    ) throws {
        let temporary = try TemporaryRegistry(on: "2026-11-23")
        let registry = try temporary.open()
        let bytes = try Data(contentsOf: URL(filePath: temporary.path))
        temporary.turn(toSecond: second)
        for accepts in [false, true] {
            let author = Author(actor: "tester", acceptsClock: accepts)
            #expect(
                isRefused {
                    try registry.addProduct(
                        Code("cloud", field: "code"), name: nil, author: author)
                })
            #expect(isRefused { _ = try registry.runAlerts(limit: nil, author: author) })
        }
        #expect(try Data(contentsOf: URL(filePath: temporary.path)) == bytes)
    }

    @Test(arguments: seconds)
    func `no registry is made under a clock beyond the years that can be recorded`(
        second: Int
    ) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        let clock = Clock(now: { Timestamp(secondsSinceEpoch: second) }, offset: Zone.offset)
        let settings = Settings(
            organization: "Example", timeZone: "UTC", owner: nil, escalation: nil,
            catalogueVersion: 0)
        #expect(
            isRefused {
                try Registry.create(at: path, settings: settings, clock: clock, author: .test)
            })
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a day that a zone reaches before UTC does is beyond as well`() throws {
        let temporary = try TemporaryRegistry(on: "2026-11-23", zone: "Pacific/Kiritimati")
        let registry = try temporary.open()
        temporary.turn(toSecond: 7_258_118_400 - 3_600)
        #expect(
            isRefused {
                try registry.addProduct(Code("cloud", field: "code"), name: nil, author: .test)
            })
        temporary.turn(toSecond: 7_258_118_400 - 15 * 3_600)
        try registry.addProduct(Code("cloud", field: "code"), name: nil, author: .test)
        #expect(try temporary.store().verify().findings.isEmpty)
    }
}
