import AttestryDelivery
import AttestryDomain
import AttestryService

/// Puts out and sends what a run has to tell.
struct AlertDispatch {
    let registry: Registry
    /// When no further message is begun.
    let deadline: ContinuousClock.Instant
    let post: ChannelPost
    let printer: AlertPrinter
    let author: Author

    private var console: Console { printer.console }

    /// People at a terminal read at once what a program waits for until all is done.
    func send(_ report: AlertReport) throws -> DeliveryReport {
        guard printer.output.format == .table else {
            let left = try registry.waitingOutput()
            let deliveries = try sendThroughChannels()
            printer.print(report, deliveries, left)
            let outcome = outcomeOfPrinting()
            _ = try putOut { _ in outcome }
            return deliveries
        }
        var told: Set<ID<Alert>> = []
        let output = try putOut { message in
            for notification in message.content.notifications {
                printer.print(notification)
                told.insert(notification.alert)
            }
            return outcomeOfPrinting()
        }
        if console.terminalWidth != nil, output.tries.allSatisfy({ $0.delivery.state == .sent }) {
            printer.print(report.notifications.filter { !told.contains($0.alert) })
            // Nobody reading this keeps no message from going out; it is said when all is done.
            try? console.flush()
        }
        printer.noteHeld(report)
        return try sendThroughChannels()
    }

    private func outcomeOfPrinting() -> DeliveryOutcome {
        do {
            try console.flush()
            return .sent("printed")
        } catch {
            return .temporary("the output could not be written")
        }
    }

    private func putOut(_ send: (Message) -> DeliveryOutcome) throws -> DeliveryReport {
        try registry.deliver(.output, until: deadline, author: author) { message, _ in
            send(message)
        }
    }

    private func sendThroughChannels() throws -> DeliveryReport {
        let stop = StopRequest()
        defer { stop.finish() }
        let report = try registry.deliver(
            .channels, until: deadline, author: author, mayGoOn: { !stop.isRequested },
            wait: stop.wait,
            progress: { console.showProgress("sending \($0 + 1) of \(max($1, $0 + 1))") },
            send: { message, channel in
                channel.map { post.send(message, through: $0) } ?? .permanent("no channel")
            })
        let last = Dictionary(report.tries.map { ($0.message.id, $0) }) { $1 }
        for item in last.values.sorted(by: { $0.message.id < $1.message.id })
        where item.delivery.state != .sent {
            let to = item.message.recipient.isEmpty ? "" : " to \(item.message.recipient)"
            let next = item.delivery.nextAttemptAt.map { "; next try from \($0)" } ?? "; given up"
            console.note(
                "warning: \(item.channelName): message \(item.message.id.rawValue)\(to): "
                    + "\(item.delivery.detail ?? "not sent")\(next)")
        }
        return report
    }
}

/// Writes what a run has to tell.
struct AlertPrinter {
    let console: Console
    let output: OutputOptions

    /// The whole report; `left` is what former runs could not put out, this run's included.
    func print(
        _ report: AlertReport, _ deliveries: DeliveryReport = DeliveryReport(),
        _ left: [AlertNotification] = []
    ) {
        let known = Set(report.notifications.map(\.alert))
        let again = left.filter { !known.contains($0.alert) }
        switch output.format {
        case .json:
            let left: JSONValue = .array(again.map(\.json))
            console.print(report.json(deliveries).adding(["again": left]).document)
        case .csv:
            let rows = report.notifications.filter { $0.kind != .resolved } + again
            // Nobody reading this keeps no message from going out; it is said when all is done.
            try? console.print(rows, AlertNotification.columns, output, quiet: "id")
        case .table:
            print(report.notifications)
            noteHeld(report)
        }
    }

    /// A line for each that people are told of.
    func print(_ notifications: [AlertNotification]) {
        for notification in notifications where notification.kind != .resolved {
            print(notification)
        }
    }

    func print(_ notification: AlertNotification) {
        guard !output.quiet else { return console.print("\(notification.alert.rawValue)") }
        let opening =
            switch notification.kind {
            case .reminded: "again: "
            case .escalated: "nobody answered: "
            case .raised, .resolved: ""
            }
        let recipients = notification.recipients.joined(separator: " ")
        let to = recipients.isEmpty ? "nobody" : recipients.visible()
        console.print(opening + notification.text.visible() + " [to \(to)]")
    }

    /// Says how many alerts the limit held back.
    func noteHeld(_ report: AlertReport) {
        guard report.held > 0 else { return }
        console.note("note: \(report.held) more are due and keep for the next run")
    }
}
