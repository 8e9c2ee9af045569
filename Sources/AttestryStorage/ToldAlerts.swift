import AttestryDomain
import GRDB

/// Which alerts a message tells of, why and to whom, as its row keeps it.
struct ToldAlerts {
    typealias Item = (alert: ID<Alert>, kind: AlertNotification.Kind, recipients: [String])

    let items: [Item]
    let day: CivilDate?

    init(_ notifications: [AlertNotification]) {
        items = notifications.map { ($0.alert, $0.kind, $0.recipients) }
        day = nil
    }

    init(row: Row) throws {
        let elements = (try row["alerts"] as JSONValue).elements ?? []
        items = elements.compactMap { item -> Item? in
            guard let alert = item["alert"].int,
                let kind = item["kind"].string.flatMap(AlertNotification.Kind.init(rawValue:)),
                let recipients = item["recipients"].elements
            else { return nil }
            return (ID(Int64(alert)), kind, recipients.compactMap(\.string))
        }
        day = try row["day"]
        guard !items.isEmpty, items.count == elements.count else {
            throw RegistryError(
                .damaged, "message \(row.lossy("id")) cannot be read",
                hint: "attestry audit verify lists what is wrong")
        }
    }

    var json: JSONValue {
        .array(
            items.map {
                [
                    "alert": .number(Int($0.alert.rawValue)), "kind": .string($0.kind.rawValue),
                    "recipients": .texts($0.recipients),
                ]
            })
    }

    /// What is told now. Throws `damaged` where an alert is not there.
    func notifications(_ alerts: [ID<Alert>: Alert]) throws -> [AlertNotification] {
        try items.map { item in
            guard let alert = alerts[item.alert], let day else {
                throw RegistryError(
                    .damaged, "alert \(item.alert.rawValue) is not there",
                    hint: "attestry audit verify lists what is wrong")
            }
            return AlertNotification(
                kind: item.kind, about: alert, day: day, recipients: item.recipients)
        }
    }
}
