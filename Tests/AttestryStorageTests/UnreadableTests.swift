import AttestryDomain
import AttestryService
import AttestryTestSupport
import GRDB
import Testing

struct UnreadableTests {
    @Test func `a customer that cannot be read is told of with every cause`() throws {
        let temporary = try TemporaryRegistry(on: "2026-11-23")
        let registry = try temporary.open()
        let form = Form([
            "name": "Acme", "status": "customer", "since": "2026-01-01", "handles_phi": "yes",
        ])
        try registry.addCustomer(code("acme"), form, author: .test)
        try DatabaseQueue(path: temporary.path).writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA ignore_check_constraints = ON;
                    UPDATE contract SET recorded_on = 'never';
                    UPDATE customer SET code = 'No Code';
                    """)
        }
        let told = try registry.previewAlerts(asOf: nil, limit: nil).notifications
        #expect(
            told.map(\.about.message) == [
                "customer 1: its data cannot be evaluated (contract 1: column recorded_on holds "
                    + "'never', not a date of the years 1900 to 2199 as YYYY-MM-DD; customer 1: "
                    + "column code holds 'No Code', not a code such as iso27001); attestry audit "
                    + "verify lists what is wrong"
            ])
    }
}
