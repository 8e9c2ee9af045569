import AttestryDomain
import AttestryTestSupport
import Foundation
import Testing

@testable import AttestryService

/// Files that were broken on purpose, imported within this process: a crash ends the tests, and
/// what is refused is refused with its place. `ATTESTRY_FUZZ` says how many.
struct ImportFuzzTests {
    private static let count =
        ProcessInfo.processInfo.environment["ATTESTRY_FUZZ"].flatMap { Int($0) } ?? 1_000

    private static let seeds: [(ImportKind, String)] = [
        (.customer, "code,name,status,since,handles_phi\nacme,Acme,customer,2025-01-01,yes\n"),
        (.customer, "sep=;\nCode;Name;Since\nacme;\"A; \"\"B\"\"\r\nC\";3/4/2024\n"),
        (.contact, "customer\tname\temail\trole\nfirst\tJ\tj@acme.example\tUser\n"),
        (
            .agreement,
            "customer|kind|renewal|effective_on|ends_on\nfirst|NDA|fixed|1.2.2026|31.12.2026\n"
        ),
        (
            .distribution,
            "evidence,customer,released_on,channel,purpose\nx,first,2026-01-01,email,N/A\n"
        ),
        (
            .certificate,
            "Title,,\ncode,scheme,issued_on,parent\na,iso9001,2026-01-01,b\n"
                + "b,iso9001,2026-01-02,a\n"
        ),
        (
            .report,
            "code,scheme,period,issued_on,opinion\n"
                + "r,soc2-type2,2025-01-01..2025-12-31,2026-01-02,fine\n"
        ),
    ]

    private static let tokens: [[UInt8]] =
        [
            "\"", "\"\"", ",", ";", "\t", "|", "\r", "\n", "\0", "sep=,\n", "45292", "31/2/2024",
            "#REF!", "'", "\u{A0}",
        ]
        .map { Array($0.utf8) } + [[0xFF], [0xFE, 0xFF], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF]]

    private static func broken(
        _ text: String, by generator: inout some RandomNumberGenerator
    ) -> [UInt8] {
        var bytes = Array(text.utf8)
        if Int.random(in: 0..<8, using: &generator) == 0 {
            bytes = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
        for _ in 0...Int.random(in: 0..<4, using: &generator) {
            let start = Int.random(in: 0...bytes.count, using: &generator)
            let end = min(bytes.count, start + Int.random(in: 0..<12, using: &generator))
            let token = tokens.randomElement(using: &generator) ?? []
            switch Int.random(in: 0..<5, using: &generator) {
            case 0: bytes.replaceSubrange(start..<end, with: token)
            case 1: bytes.insert(contentsOf: token, at: start)
            case 2: bytes.insert(contentsOf: Array(bytes[start..<end]), at: start)
            case 3: bytes.removeSubrange(start..<end)
            default:
                if start < bytes.count {
                    bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                }
            }
        }
        return bytes
    }

    @Test func `broken files are read or refused with their place`() throws {
        let office = try TemporaryRegistry(on: "2026-11-27")
        let registry = try office.open()
        let first = try Code("first", field: "code")
        try registry.addCustomer(first, Form(["name": "First"]), author: .test)
        var generator = SystemRandomNumberGenerator()
        var taken = 0
        for _ in 0..<Self.count {
            guard let (kind, text) = Self.seeds.randomElement(using: &generator) else { return }
            var source = SheetSource(Self.broken(text, by: &generator))
            source.dateForm = DateForm.allCases.randomElement(using: &generator)
            do {
                _ = try registry.importRows(
                    source, as: kind, isDryRun: true, author: .test,
                    document: { path, _ in throw RegistryError(.notFound, path) })
                taken += 1
            } catch let refusal as ImportRefusal {
                #expect(refusal.count > 0)
                for sentence in refusal.problems
                where sentence.contains(/\b(lines?|rows?) \d/) == false {
                    Issue.record("no place: \(sentence) in \(source.bytes)")
                }
                try refusal.annotate(source, kind) { _ in }
            } catch let error as RegistryError {
                #expect(error.isTyped, "\(error) in \(source.bytes)")
            }
        }
        #expect(taken > 0)
        #expect(try registry.codes(of: .customer) == ["first"])
    }
}
