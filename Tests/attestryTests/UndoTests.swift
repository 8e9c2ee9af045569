import AttestryDomain
import Testing

@testable import attestry

/// What somebody else did between a command and its undo.
struct UndoTests {
    private let session: Session

    init() throws {
        session = try Session()
        session.day = try CivilDate("2026-11-27", field: "day")
        try run("init --organization Example --time-zone UTC --owner a@example.com")
    }

    @discardableResult
    private func run(_ line: String, by actor: String = "tester", status: Int32 = 0) throws
        -> Session.Outcome
    {
        session.actor = actor
        let outcome = session.run(line: "attestry " + line)
        #expect(outcome.status == status, "\(line): \(outcome.errors)")
        return outcome
    }

    @Test func `the last command of another user is not one's own`() throws {
        try run("product add cloud")
        try run("product add box", by: "other")
        #expect(try run("undo --yes").output == "product\tcloud\tremoved\n")
        #expect(try run("product list --quiet").output == "box\n")
        let none = try run("undo --yes", by: "third", status: 1)
        #expect(none.errors.contains("third has recorded nothing that could be taken back"))
    }

    @Test func `a row that another user has changed since is not taken back`() throws {
        try run("customer add acme --name Acme")
        try run("customer edit acme --name 'Acme Inc.'", by: "other")
        let refused = try run("undo --yes", status: 1)
        #expect(refused.errors.contains("customer acme cannot be taken back"))
        #expect(refused.errors.contains("customer.edit by other"))
        #expect(try run("customer list --quiet").output == "acme\n")
    }

    @Test func `what another system calls it does not come back where another has it now`() throws {
        try run("customer add acme --name Acme --ref hubspot=7")
        try run("customer add bell --name Bell", by: "other")
        try run("customer edit acme --clear ref")
        try run("customer edit bell --ref hubspot=7", by: "other")
        let refused = try run("undo --yes", status: 1)
        #expect(refused.errors.contains("ref: 'hubspot=7' is customer 'bell' already"))
        try run("undo --yes", by: "other")
        try run("undo --yes")
        #expect(try run("customer show hubspot=7 --quiet").output == "acme\n")
    }

    @Test func `what another user recorded under a row keeps it`() throws {
        try run("customer add acme --name Acme")
        try run(
            "customer contact add acme --name J --email j@acme.example --role user", by: "other")
        #expect(try run("undo --yes", status: 1).errors.contains("contact acme rests on it"))
        try run("undo --yes", by: "other")
        try run("undo --yes")
        #expect(try run("customer list --quiet").output.isEmpty)
    }

    @Test func `a release rests on the agreement that another user changed`() throws {
        try run(
            "certificate add c --scheme iso9001 --edition 2015 --number 1 --issuer X "
                + "--issued 2026-01-01")
        try run("customer add acme --name Acme", by: "other")
        try run("customer edit acme --domain acme.example")
        try run("distribution log c --to acme --channel email --purpose x", by: "other")
        #expect(
            try run("undo --yes", status: 1).errors.contains("distribution void 1 --reason TEXT"))
    }

    @Test func `an alert that went out keeps what it is about`() throws {
        try run(
            "certificate add c --scheme iso9001 --edition 2015 --number 1 --issuer X "
                + "--issued 2023-12-05 --expires 2026-12-04")
        try run("alert run", by: "cron")
        #expect(try run("undo --yes", status: 1).errors.contains("alert c rests on it"))
    }

    @Test func `after every undo the log still says what the tables say`() throws {
        let commands = [
            "product add cloud", "product rename cloud sky", "product edit sky --name Sky",
            "certificate add c --scheme iso27001 --edition 2022 --number 1 --issuer X "
                + "--issued 2026-01-01 --covers sky --milestones",
            "certificate edit c --number 2", "certificate suspend c --on 2026-11-01 --reason x",
            "certificate milestone add c surveillance --due 2027-03-01",
            "certificate discontinue c --on 2027-01-01", "certificate rename c d",
            "customer add acme --name Acme --status customer --since 2026-01-01 --phi",
            "customer contact add acme --name J --email j@acme.example --role user",
            "customer contact leave acme j@acme.example --on 2026-11-01",
            "agreement add acme nda --signed 2026-01-01 --evergreen",
            "agreement terminate acme-nda --on 2026-12-01 --reason x",
            "agreement void acme-nda --reason x", "scheme add own --kind certificate --title Own",
            "edition add own 1 --title One", "settings edit --escalation b@example.com",
        ]
        for command in commands {
            let before = try run("audit log --format json --last 1").output
            try run(command)
            try run("undo --yes")
            #expect(try run("audit verify").status == 0, "\(command)")
            // The second one takes the first back.
            try run("undo --yes")
            #expect(try run("audit verify").status == 0, "\(command)")
            #expect(try run("audit log --format json --last 1").output != before)
        }
    }
}
