import AttestryDomain
import GRDB

/// Which alerts a message tells of, why and to whom, as its row keeps it.
struct ToldAlerts {
    typealias Item = (
        alert: ID<Alert>, kind: AlertNotification.Kind, recipients: [String],
        answer: ID<AlertResponse>?
    )

    private(set) var items: [Item]
    let day: CivilDate?

    init(_ notifications: [AlertNotification]) {
        items = notifications.map { ($0.alert, $0.kind, $0.recipients, $0.answer) }
        day = nil
    }

    init(row: Row) throws {
        let elements = (try row["alerts"] as JSONValue).elements ?? []
        items = elements.compactMap { item -> Item? in
            guard let alert = item["alert"].int,
                let kind = item["kind"].string.flatMap(AlertNotification.Kind.init(rawValue:)),
                let recipients = item["recipients"].elements,
                recipients.allSatisfy({ $0.string != nil })
            else { return nil }
            return (
                ID(Int64(alert)), kind, recipients.compactMap(\.string),
                item["answer"].int.map { ID(Int64($0)) }
            )
        }
        day = try row["day"]
        let kind: Message.Kind = try row["kind"]
        guard items.isEmpty == (kind == .checkpoint), items.count == elements.count else {
            throw RegistryError(
                .damaged, "message \(row.lossy("id")) cannot be read",
                hint: "attestry audit verify lists what is wrong")
        }
        // What became somebody else's is told by messages of their own.
        let passedOn = (try row["passed_on"] as JSONValue).elements?.compactMap(\.int) ?? []
        items.removeAll { passedOn.contains(Int($0.alert.rawValue)) }
        let _: String = try row["key"]
        let state: Delivery.State = try row["state"]
        if state == .sent, let told = try row.alerts("told") {
            items.removeAll { !told.contains($0.alert) }
        }
    }

    var json: JSONValue {
        .array(
            items.map {
                [
                    "alert": .number(Int($0.alert.rawValue)), "kind": .string($0.kind.rawValue),
                    "recipients": .texts($0.recipients),
                    "answer": $0.answer.map { .number(Int($0.rawValue)) } ?? .null,
                ]
            })
    }

    /// What is told now. Throws `damaged` where an alert is not there.
    func notifications(
        _ alerts: [ID<Alert>: Alert], doubted: (AlertNotification) -> CivilDate?
    ) throws -> [AlertNotification] {
        try items.map { item in
            guard let alert = alerts[item.alert], let day else {
                throw RegistryError(
                    .damaged, "alert \(item.alert.rawValue) is not there",
                    hint: "attestry audit verify lists what is wrong")
            }
            var news = AlertNotification(
                kind: item.kind, about: alert, day: day, recipients: item.recipients,
                answer: item.answer)
            news.restoredOn = doubted(news)
            return news
        }
    }
}

extension Row {
    /// The alerts whose numbers a column lists; nil where nothing stands there.
    func alerts(_ column: String) throws -> [ID<Alert>]? {
        guard try self[column] as Cell? != nil else { return nil }
        return try numbers(column, in: ColumnRange.keys).map { ID(Int64($0)) }
    }
}
