import ArgumentParser
import AttestryDelivery
import AttestryDomain
import AttestryHost
import AttestryService

extension Distribution.Channel: ExpressibleByArgument {}

struct DistributionLog: AttestryCommand {
    static let configuration = verb(
        "log", "Release a version to somebody and record it, or the refusal.",
        """
        Prints the number of the row in the ledger. A refusal is recorded too and
        exits 2. With --output exactly the bytes that were recorded are written to a
        new file; --watermark stamps customer, person, day and copy on every page of a
        PDF, and refuses one that embeds files, which bear no stamp, unless
        --with-attachments is given. An override needs a reason and somebody who
        approved it.
        """,
        example: """
            attestry distribution log soc2-cloud --to acme \\
              --contact j.doe@acme.example --basis 'runs their vendor reviews' \\
              --channel email --purpose 'vendor review 2026' --output soc2.pdf
            attestry distribution log iso27001 --to acme --channel portal \\
              --purpose 'request for proposal'
            """)

    @OptionGroup var recipient: RecipientOptions
    @Option(help: "By which way: email, portal, data-room, in-person or other.")
    var channel: Distribution.Channel?
    @Option(help: "What they want it for.")
    var purpose: String?
    @Option(help: "The day of the release, YYYY-MM-DD (default: today).")
    var on: String?
    @Option(help: "The last day on which the person may have access, YYYY-MM-DD.")
    var accessEnds: String?
    @Option(name: .customLong("override"), help: "Why it goes out in spite of a refusal.")
    var overrideReason: String?
    @Option(help: "Who approved the override.")
    var approvedBy: String?
    @Option(name: .customLong("output"), help: "Write the document there.", completion: .file())
    var path: String?
    @Flag(help: "Stamp each page of the PDF that is written.")
    var watermark = false
    @Flag(help: "Hand out files that are embedded in the PDF, too, which bear no stamp.")
    var withAttachments = false
    @OptionGroup var asking: AskingOptions
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        if watermark, path == nil { throw ValidationError("--watermark goes with --output PATH") }
        if withAttachments, !watermark {
            throw ValidationError("--with-attachments goes with --watermark")
        }
        if (overrideReason == nil) != (approvedBy == nil) {
            throw ValidationError("--override and --approved-by go together")
        }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let given = recipient.form.with("channel", channel?.rawValue).with("purpose", purpose)
        let questions = ReleaseQuestions(registry)
        var order = try console.asking(asking, given, questions.questions) { form in
            let words = try form.arguments(
                ("code", "what goes out"), ("to", "who gets it"), ("channel", "by which way"),
                ("purpose", "what they want it for"))
            return ReleaseOrder(
                try recipient.request(form, in: registry),
                channel: try Distribution.Channel(words[2], field: "channel"), purpose: words[3])
        }
        order.on = try registry.day(given: on, "on")
        order.override = overrideReason
        order.approvedBy = approvedBy
        order.accessEndsOn = try registry.day(given: accessEnds, "access-ends")
        // A refusal leaves nothing behind: the draft is made first and gets its name last.
        var file = try path.map { try NewFile(at: $0) }
        var copy = try file.flatMap { try registry.prepare(order, into: $0.write) }
        var attachments: [String] = []
        if watermark, let path, let whole = file, let mark = copy?.mark {
            let stamped = try NewFile(at: path)
            attachments = try PDFStamp(mark).apply(
                to: whole, writing: stamped, withAttachments: withAttachments)
            copy?.copySHA256 = try DocumentSource(named: path, reading: stamped.bytes).sha256
            file = stamped
        }
        let author = author.author(in: console)
        let recorded = try registry.release(
            order, copy: copy, needsCopy: file != nil, author: author)
        let isReleased = recorded.outcome == .released
        if isReleased {
            do {
                try file?.publish()
            } catch let error as RegistryError {
                throw RegistryError(
                    .outputLost, error.message,
                    hint: registry.takeBack([recorded.id], because: error, author: author).advice)
            }
        }
        if isReleased, !attachments.isEmpty {
            let names = attachments.joined(separator: ", ")
            console.note("note: the copy embeds files that bear no stamp: \(names)")
        }
        if output.format == .table {
            if isReleased { console.print(recorded.id.rawValue.description) }
            console.explain(recorded, order)
        } else {
            try console.show(recorded, RecordedRelease.columns, output) {}
        }
        if !isReleased { throw FindingsFound() }
    }
}

extension Console {
    /// Says why the gate refused, and what came of it.
    fileprivate func explain(_ recorded: RecordedRelease, _ order: ReleaseOrder) {
        explain(recorded.answer, isOverridden: recorded.isOverridden)
        if recorded.isOverridden {
            note("note: released by override, approved by \(order.approvedBy ?? "")")
        }
        if recorded.outcome == .refused {
            note("note: the refusal is recorded as distribution \(recorded.id.rawValue)")
        }
    }
}
