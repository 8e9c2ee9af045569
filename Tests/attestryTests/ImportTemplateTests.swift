import AttestryDomain
import AttestryService
import Testing

@testable import attestry

/// The sheets to fill in that an import prints.
struct ImportTemplateTests {
    private let session: Session

    init() throws {
        session = try Session()
        session.day = try CivilDate("2026-11-27", field: "day")
        let line = "attestry init --organization Example --time-zone UTC --owner a@example.com"
        try #require(session.run(line: line).status == 0)
    }

    private func template(_ kind: ImportKind) throws -> String {
        let printed = session.run(line: "attestry import \(kind.rawValue) --template")
        try #require(printed.status == 0, "\(printed.errors)")
        return printed.output
    }

    @Test(arguments: ImportKind.allCases)
    func `nothing of a template is recorded as long as nobody has filled it in`(kind: ImportKind)
        throws
    {
        session.input = try template(kind)
        let outcome = session.run(line: "attestry import \(kind.rawValue) -")
        #expect(outcome.status == 0, "\(kind): \(outcome.errors)")
        #expect(outcome.output.hasPrefix("0 "), "\(kind): \(outcome.output)")
        let note = "note: line 2 is the example of a template, and passed over\n"
        #expect(outcome.errors.contains(note), "\(kind): \(outcome.errors)")
    }

    /// What stands beside the example.
    private static let mark = "an example that no import records: write your own rows below"

    @Test func `a row with the needed columns alone goes in, or says which others it needs`() throws
    {
        for kind in ImportKind.allCases {
            let needed = Set(kind.columns.filter(\.isNeeded).map(\.name))
            let shown = kind.example.filter { needed.contains($0.column) }
            session.input =
                shown.map(\.column).joined(separator: ",") + "\n"
                + shown.map(\.value).joined(separator: ",") + "\n"
            let outcome = session.run(line: "attestry import \(kind.rawValue) - --dry-run")
            #expect(!outcome.errors.contains("constraint"), "\(kind): \(outcome.errors)")
            #expect(!outcome.errors.contains("SQLite"), "\(kind): \(outcome.errors)")
            session.input = try template(kind).replacing(Self.mark, with: "")
            #expect(session.run(line: "attestry import \(kind.rawValue) -").status == 0)
        }
    }

    @Test func `the examples of all templates go in, one after the other`() throws {
        for kind in ImportKind.allCases {
            session.input = try template(kind).replacing(Self.mark, with: "")
            let outcome = session.run(line: "attestry import \(kind.rawValue) -")
            #expect(outcome.status == 0, "\(kind): \(outcome.errors)")
            #expect(outcome.output.hasPrefix("1 "), "\(kind): \(outcome.output)")
        }
    }
}
