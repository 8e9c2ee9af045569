import AttestryDomain
import AttestryStorage

/// All that was raised, and what people and runs have done about it since.
struct AlertMemory {
    /// The alerts, in the order of their raising.
    let alerts: [Alert]
    private let pasts: [AlertKey: AlertPast]

    /// What is remembered of everything, or of what goes by one code.
    init(_ reading: ReadTransaction, about code: Code? = nil) throws {
        alerts = try reading.alerts(of: code?.description)
        let keys = Dictionary(alerts.map { ($0.id, $0.key) }) { first, _ in first }
        let responses = Dictionary(grouping: try reading.alertResponses()) { keys[$0.alert] }
        let reminders = Dictionary(grouping: try reading.alertReminders()) { keys[$0.alert] }
        let escalated = Set(try reading.alertEscalations().compactMap { keys[$0.alert] })
        pasts = Dictionary(
            uniqueKeysWithValues: Dictionary(grouping: alerts, by: \.key).map {
                let key = $0.key
                return (
                    key,
                    AlertPast(
                        $0.value, responses: responses[key] ?? [], reminders: reminders[key] ?? [],
                        isEscalated: escalated.contains(key))
                )
            })
    }

    /// What is remembered of an anchor date.
    subscript(key: AlertKey) -> AlertPast { pasts[key] ?? AlertPast() }

    /// The alerts whose anchor has not gone.
    var open: [Alert] { alerts.filter { $0.resolvedOn == nil } }
}
