package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// Notes the messages in a state that there is not: nobody would miss them otherwise. The index
    /// finds what lies between the states that there are.
    func noteForeignStates() throws {
        let states = Delivery.State.allCases.map { "'\($0.rawValue)'" }.sorted()
        let above: [String?] = [nil] + states.map { "state > \($0)" }
        let below: [String?] = states.map { "state < \($0)" } + [nil]
        let gaps = zip(above, below).map { gap in
            [gap.0, gap.1].compactMap(\.self).joined(separator: " AND ")
        }
        // Nothing at all comes before everything else.
        let parts =
            ["SELECT * FROM (SELECT id, state FROM delivery ORDER BY state LIMIT 1)"]
            + gaps.map { "SELECT id, state FROM delivery WHERE \($0)" }
        _ = try db.rows(parts.joined(separator: " UNION ALL "))
            .sound("message", self) { try $0["state"] as Delivery.State }
    }
}

extension WriteTransaction {
    /// Gives up a message of which nothing but its number can be read; nothing becomes of one that
    /// is too damaged for that.
    package func giveUp(_ message: ID<Message>, because detail: String) throws {
        do {
            try settle(message, because: detail)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {}
    }

    private func settle(_ message: ID<Message>, because detail: String) throws {
        try update(
            "delivery", message,
            [
                "state": Delivery.State.failed.rawValue, "next_attempt_at": Cell.null,
                "claimed_at": Cell.null, "settled_at": change.time, "detail": detail,
            ], subject: "message \(message.rawValue)")
    }
}
