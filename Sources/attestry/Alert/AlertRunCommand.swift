import ArgumentParser
import AttestryDelivery
import AttestryDomain
import AttestryHost
import AttestryService

struct AlertRunCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Raise what is due today and send it, each alert once.",
        discussion: """
            What cron calls. Missed days lose nothing; running again repeats nothing. What
            no channel takes is printed, one line an alert, and so is everything on a
            terminal; nothing at all is printed when nothing is due. It believes the
            machine's clock alone and exits 4 where that cannot be trusted; 75 means that
            something could not be sent yet, 69 that something was given up, 2 that what
            is recorded of something is damaged: it is named, all else was told.

            Examples:
              attestry alert run
              attestry alert run --dry-run --as-of 2027-01-01
              attestry alert run --ping-url-file /etc/attestry/ping-url
            """)

    @Flag(help: "Show what would be raised; record and send nothing.")
    var dryRun = false
    @Option(help: "Raise at most so many, the most urgent; the rest keeps for the next run.")
    var maxAlerts: Int?
    @Option(help: "Seconds after which no further message is begun.")
    var timeLimit = 300
    @Option(
        help: "Tell this address how the run went (/start, /fail); here others can read it.")
    var pingURL: String?
    @Option(help: "The same, the address read from a file.", completion: .file())
    var pingURLFile: String?
    @Option(name: .customLong("as-of"), help: "With --dry-run: the day asked about, YYYY-MM-DD.")
    var asOf: String?
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        if asOf != nil, !dryRun {
            throw ValidationError(
                "--as-of goes with --dry-run; a run believes the machine's clock alone")
        }
        if let maxAlerts, maxAlerts < 0 { throw ValidationError("--max-alerts cannot be negative") }
        if !(1...3_600).contains(timeLimit) {
            throw ValidationError("--time-limit is from 1 to 3600 seconds")
        }
        if pingURL != nil, pingURLFile != nil {
            throw ValidationError("give one of --ping-url and --ping-url-file")
        }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let post = Post(now: console.clock.now, environment: console.environment)
        let printer = AlertPrinter(console: console, output: output)
        if dryRun {
            return printer.print(
                try registry.previewAlerts(
                    asOf: registry.day(given: asOf, "as-of"), limit: maxAlerts))
        }
        let heartbeat = Heartbeat(post, address: pingURL, file: pingURLFile, console)
        do {
            let isOurs: Void? = try FileLock.whileHeld(over: registry.path) {
                try raiseAndSend(registry, heartbeat, printer)
            }
            if isOurs == nil, output.format == .json {
                console.print(try registry.reportUnderWay().json(DeliveryReport()).document)
            }
        } catch {
            heartbeat.tell(.failure)
            throw error
        }
    }

    private func raiseAndSend(
        _ registry: Registry, _ heartbeat: Heartbeat, _ printer: AlertPrinter
    ) throws {
        let deadline = ContinuousClock.now + .seconds(timeLimit)
        let author = author.author(in: printer.console)
        let report = try registry.runAlerts(limit: maxAlerts, author: author)
        heartbeat.tell(.start)
        let deliveries = try AlertDispatch(
            registry: registry, deadline: deadline,
            post: ChannelPost(registry, in: printer.console), printer: printer, author: author
        ).send(report)
        if !registry.damages.isEmpty { throw FindingsFound() }
        // 69 is sysexits' EX_UNAVAILABLE, 75 its EX_TEMPFAIL.
        if deliveries.waiting > 0 { throw FindingsFound(status: 75) }
        if deliveries.failed > 0 { throw FindingsFound(status: 69) }
        heartbeat.tell(.success)
    }
}

/// Tells a monitor outside how a run went; where that fails, the monitor itself raises the alarm.
private struct Heartbeat {
    private let post: Post
    private let console: Console
    private var address: String?

    /// A file that cannot be read keeps nobody from hearing of the alerts themselves.
    init(_ post: Post, address: String?, file: String?, _ console: Console) {
        self.post = post
        self.console = console
        do {
            self.address = try file.map { try post.address(inFile: $0) } ?? address
        } catch {
            warn("\(error)")
        }
    }

    func tell(_ signal: Post.PingSignal) {
        guard let address else { return }
        do {
            switch try post.ping(address, signal) {
            case .permanent(let detail, _), .gone(let detail),
                .temporary(let detail, _, needsMending: true):
                warn(detail)
            case .sent, .temporary: break
            }
        } catch {
            warn("\(error)")
        }
    }

    private func warn(_ why: String) { console.note("warning: nobody hears of this run: \(why)") }
}
