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

    @Test(arguments: [
        ("version", "edition_id = 99 WHERE number = '1'", "edition_id"),
        ("version", "parent_id = 99 WHERE number = '1'", "parent_id"),
        ("agreement_event", "successor_id = 99", "successor_id"),
        ("distribution", "agreement_id = 99", "agreement_id"),
        ("distribution", "contact_id = 99", "contact_id"),
        ("distribution", "bridge_letter_id = 99", "bridge_letter_id"),
        ("attachment", "document_id = 99", "document_id"),
    ])
    func `a cell of what is not there is empty, and that is said`(
        table: String, change: String, column: String
    ) throws {
        for line in [
            "attestry agreement add acme dpa dpa-2 --signed 2026-02-02 --ends 2026-12-22",
            "attestry agreement supersede dpa-1 --by dpa-2",
            "attestry customer contact add acme --name N --role user --email n@acme.example",
            "attestry certificate edit bad --file \(registry.file("registry.db"))",
            "attestry distribution log good --to acme --contact n@acme.example --channel email "
                + "--purpose review",
        ] {
            let outcome = session.run(line: line)
            try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        }
        let sound = session.run(line: "attestry export all --output \(registry.file("sound"))")
        #expect(sound.status == 0, "\(sound.errors)")
        try registry.damage(
            """
            DROP TRIGGER distribution_is_never_changed; DROP TRIGGER attachment_is_never_changed;
            UPDATE \(table) SET \(change)
            """)
        let export = session.run(line: "attestry export all --output \(registry.file("all"))")
        #expect(export.status == 2)
        let noun = table.replacing("_", with: " ")
        #expect(export.errors.contains("damaged: \(noun) "), "\(export.errors)")
        #expect(
            export.errors.contains("what its column \(column) refers to is not there"),
            "\(export.errors)")
    }

    @Test func `an export writes whom nobody can say was removed`() throws {
        try registry.damage("UPDATE customer SET removed = 7")
        #expect(session.run(line: "attestry export customer").output.contains("acme"))
    }
}
