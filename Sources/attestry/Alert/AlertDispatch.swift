import AttestryDelivery
import AttestryDomain
import AttestryService

/// Puts out and sends what a run has to tell.
struct AlertDispatch {
    private let registry: Registry
    private let turn: DeliveryTurn
    private let post: Post
    private let console: Console
    private let output: OutputOptions
    private let author: Author

    init(
        _ registry: Registry, _ turn: DeliveryTurn, _ post: Post, _ console: Console,
        _ output: OutputOptions, _ author: Author
    ) {
        self.registry = registry
        self.turn = turn
        self.post = post
        self.console = console
        self.output = output
        self.author = author
    }

    /// People at a terminal read at once what a program waits for until all is done.
    func send(_ report: AlertReport) throws -> DeliveryReport {
        let printer = AlertPrinter(console, output)
        guard output.format == .table else {
            let left = try registry.waitingOutput()
            let deliveries = try sendThroughChannels()
            printer.print(report, deliveries, left)
            let isWritten = (try? console.flush()) != nil
            _ = try registry.deliver(.output, turn, author: author) { _, _ in
                isWritten ? .sent("printed") : .temporary("the output could not be written")
            }
            return deliveries
        }
        var printed: Set<ID<Alert>> = []
        let isWritten = try registry.deliver(.output, turn, author: author) { message, _ in
            for notification in message.content.notifications {
                printer.print(notification)
                printed.insert(notification.alert)
            }
            do {
                try console.flush()
                return .sent("printed")
            } catch {
                return .temporary("the output could not be written")
            }
        }.lines.allSatisfy { $0.delivery.state == .sent }
        if console.terminalWidth != nil, isWritten {
            for notification in report.notifications where !printed.contains(notification.alert) {
                if notification.kind != .resolved { printer.print(notification) }
            }
            try? console.flush()
        }
        printer.noteHeld(report)
        return try sendThroughChannels()
    }

    private func sendThroughChannels() throws -> DeliveryReport {
        let stop = StopRequest()
        defer { stop.finish() }
        let report = try registry.deliver(
            .channels, turn, author: author, mayGoOn: { !stop.isRequested },
            wait: stop.wait,
            progress: { console.showProgress("sending \($0 + 1) of \(max($1, $0 + 1))") },
            send: { message, channel in
                channel.map { post.send(message, through: $0) } ?? .permanent("no channel")
            })
        let last = Dictionary(report.lines.map { ($0.message.id, $0) }) { $1 }
        for line in last.values.sorted(by: { $0.message.id.rawValue < $1.message.id.rawValue })
        where line.delivery.state != .sent {
            let to = line.message.recipient.isEmpty ? "" : " to \(line.message.recipient)"
            let next = line.delivery.nextAttemptAt.map { "; next try from \($0)" } ?? "; given up"
            console.note(
                "warning: \(line.channel): message \(line.message.id.rawValue)\(to): "
                    + "\(line.delivery.detail ?? "not sent")\(next)")
        }
        return report
    }
}

/// Writes what a run has to tell.
struct AlertPrinter {
    private let console: Console
    private let output: OutputOptions

    init(_ console: Console, _ output: OutputOptions) {
        self.console = console
        self.output = output
    }

    /// The whole report; `left` is what former runs could not put out, this run's included.
    func print(
        _ report: AlertReport, _ deliveries: DeliveryReport = DeliveryReport(),
        _ left: [AlertNotification] = []
    ) {
        let document = report.json(deliveries)
        let known = Set(report.notifications.map(\.alert))
        let again = left.filter { !known.contains($0.alert) }
        switch output.format {
        case .json:
            guard case .object(var fields) = document else { return }
            fields["again"] = .array(again.map(\.json))
            console.print(JSONValue.object(fields).document)
        case .csv:
            let names = [
                "id", "subject", "subject_kind", "anchor", "anchor_on", "rung", "days_left",
                "recipients", "message", "severity", "kind",
            ]
            let rows = report.notifications.filter { $0.kind != .resolved } + again
            console.print(
                rows.map(\.row), names.map { Column($0) }, output, quiet: "id")
        case .table:
            for notification in report.notifications where notification.kind != .resolved {
                print(notification)
            }
            noteHeld(report)
        }
    }

    /// One line.
    func print(_ notification: AlertNotification) {
        guard !output.quiet else {
            console.print("\(notification.alert.rawValue)")
            return
        }
        let opening: String
        switch notification.kind {
        case .reminded: opening = "again: "
        case .escalated: opening = "nobody answered: "
        case .raised, .resolved: opening = ""
        }
        let to =
            notification.recipients.isEmpty
            ? "nobody" : notification.recipients.joined(separator: " ")
        console.print(opening + notification.text.visible() + " [to \(to.visible())]")
    }

    /// Says how many alerts the limit held back.
    func noteHeld(_ report: AlertReport) {
        guard report.held > 0 else { return }
        console.note("note: \(report.held) more are due and keep for the next run")
    }
}

extension AlertNotification {
    fileprivate var row: JSONValue {
        guard case .object(var fields) = json else { return json }
        fields["id"] = fields["alert_id"]
        return .object(fields)
    }
}
