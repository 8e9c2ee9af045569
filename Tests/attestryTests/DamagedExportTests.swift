import Testing

@testable import attestry

/// What an export writes where one row cannot be made sense of.
struct DamagedExportTests {
    private let session: Session
    private let registry: DamagedRegistry

    init() throws {
        registry = try DamagedRegistry()
        session = registry.session
    }

    @Test(arguments: [
        ("agreement", "customer_id = 99 WHERE code = 'nda-1'"),
        ("version", "evidence_id = 99 WHERE number = '1'"),
    ])
    func `an export leaves out nothing without a word`(table: String, change: String) throws {
        try registry.damage("UPDATE \(table) SET \(change)")
        let export = session.run(line: "attestry export all --output \(registry.file("all"))")
        #expect(export.status == 2)
        #expect(export.errors.contains("damaged: \(table) "), "\(export.errors)")
        #expect(export.errors.contains("refers to is not there"), "\(export.errors)")
    }

    @Test func `an export writes whom nobody can say was removed`() throws {
        try registry.damage("UPDATE customer SET removed = 7")
        #expect(session.run(line: "attestry export customer").output.contains("acme"))
    }
}
