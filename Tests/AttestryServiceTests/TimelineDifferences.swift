import AttestryDomain
import AttestryService
import AttestryTestSupport
import Foundation
import Testing

extension OracleTimeline {
    /// What runs tell, and what they send by mail, beside what the oracle says: on the first day
    /// that differs, for what follows may come of that.
    func differences(
        _ schemes: [String: Scheme] = [:], zone: String = "UTC", runsTwice: Bool = false
    ) throws -> [String] {
        let first = try #require(days.first)
        // Noon in UTC may be the next day in the zone: it was made on the day before.
        let made = first.at == nil ? first.day : day(first.day).dayBefore.description
        let temporary = try TemporaryRegistry(
            on: made, owner: default_owner, escalation: escalation,
            zone: zone)
        if let second = first.at?.first { temporary.turn(toSecond: second) }
        let registry = try temporary.open()
        try registry.addChannel(
            Channel(
                id: ID(0), code: try Code("mail", field: "code"), kind: .mail,
                target: "attestry@example.com"), author: .test)
        let deadline = ContinuousClock.now + .seconds(86_400)
        var differences: [String] = []
        for day in days where differences.isEmpty {
            temporary.turn(to: day.day)
            if let second = day.at?.first { temporary.turn(toSecond: second) }
            for operation in day.ops { try operation.perform(in: registry, schemes: schemes) }
            guard day.run else { continue }
            let report = try registry.runAlerts(limit: nil, author: .test)
            var sent: [Message] = []
            _ = try registry.deliver(.channels, until: deadline, author: .test) { message, _ in
                sent.append(message)
                return .sent("taken")
            }
            func compare(_ what: String, _ found: [String], _ expected: [String]?) {
                if found.sorted() != (expected ?? []).sorted() {
                    differences.append(
                        "\(day.day) \(what): \(found.sorted()) not \((expected ?? []).sorted())")
                }
            }
            func told(_ kind: AlertNotification.Kind) -> [String] {
                report.notifications.filter { $0.kind == kind }
                    .map { OracleTimeline.Raised($0).description }
            }
            compare("raised", told(.raised), day.raised.map(\.description))
            compare("reminded", told(.reminded), day.reminded?.map(\.description))
            compare("escalated", told(.escalated), day.escalated?.map(\.description))
            compare("mails", sent.map(\.text), day.mails?.map(\.description))
            compare(
                "resolved", told(.resolved), day.resolved?.map(\.description) ?? told(.resolved))
            guard runsTwice || day.at != nil else { continue }
            if let last = day.at?.last { temporary.turn(toSecond: last) }
            let again = try registry.runAlerts(limit: nil, author: .test)
            compare("again", again.notifications.map(\.text), [])
            compare("day", ["\(again.day)"], [day.day])
        }
        return differences
    }
}

extension Message {
    /// To whom it goes, of which sort it is, and about which alerts.
    var text: String {
        let alerts = content.notifications.map { OracleTimeline.Raised($0).description }.sorted()
        return "\(recipient) \(kind == .escalated ? "escalated" : "alerts"): \(alerts)"
    }
}
