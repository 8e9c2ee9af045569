import ArgumentParser
import AttestryDelivery
import AttestryDomain
import AttestryHost
import AttestryService

struct DistributionSend: AttestryCommand {
    static let configuration = verb(
        "send", "Release a version to many, to each person a copy of their own.",
        """
        Asks the gate for each person and prints what came of it; all is recorded,
        the refusals too, or nothing. The copies appear together in a new folder,
        each named by its identifier and customer. To the holders of a version it
        goes for what the ledger says of them (channel, purpose, basis) where no
        option says otherwise. A file has the columns customer, contact, basis,
        purpose and channel.

        Exits 2 where somebody is refused. If it is killed, the same command puts the
        copies of what was recorded in place and sends nothing new, or clears away what
        was not.
        """,
        example: """
            attestry distribution send soc2@3 --to-holders-of soc2@2 --dry-run
            attestry distribution send soc2@3 --to-holders-of soc2@2 \\
              --directory out --watermark
            attestry distribution send soc2@3 --to people.csv --channel email \\
              --purpose 'yearly review' --directory out
            """)

    @OptionGroup var addressees: SendOptions
    @Option(help: "The folder to make, with one copy a person in it.", completion: .directory)
    var directory: String?
    @Flag(help: "Stamp each page of each copy.")
    var watermark = false
    @Flag(help: "Hand out files that are embedded in the PDF, too, which bear no stamp.")
    var withAttachments = false
    @Flag(help: "Say what would happen; record and write nothing.")
    var dryRun = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: ListOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        if directory == nil, !dryRun {
            throw ValidationError("--directory says where the copies go; --dry-run needs none")
        }
        if withAttachments, !watermark {
            throw ValidationError("--with-attachments goes with --watermark")
        }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        guard let directory, !dryRun else {
            let plan = try registry.plan(addressees.order(for: registry, in: console))
            try console.print(plan.report, SentRow.columns, output)
            console.note("note: nothing was recorded")
            if plan.hasRefusals { throw FindingsFound() }
            return
        }
        let rows =
            try placed(in: directory, registry, console) ?? made(directory, registry, console)
        try console.print(rows, SentRow.columns, output)
        if rows.contains(where: { $0.outcome == .refused }) { throw FindingsFound() }
    }

    /// The rows whose copies lie in the folder already; nil where there are none.
    private func placed(in directory: String, _ registry: Registry, _ console: Console) throws
        -> [SentRow]?
    {
        let rows = try registry.sent(in: NewFolder.names(in: directory))
        guard !rows.isEmpty else { return nil }
        console.note(
            "note: these were recorded, and their copies put there, by an earlier command; nothing "
                + "new was sent")
        return rows
    }

    private func made(_ directory: String, _ registry: Registry, _ console: Console) throws
        -> [SentRow]
    {
        let folder = try NewFolder(at: directory, for: "directory", by: registry.identifier())
        return try finished(folder, registry, console) ?? sent(folder, registry, console)
    }

    /// The rows of a release that was recorded when its process was killed, with their copies in
    /// place now; nil where there is none, and then nothing is left of another.
    private func finished(_ folder: NewFolder, _ registry: Registry, _ console: Console) throws
        -> [SentRow]?
    {
        folder.keep()
        let rows = try registry.sent(in: folder.names)
        guard !rows.isEmpty else {
            try folder.clear()
            folder.discard()
            return nil
        }
        try folder.publish()
        console.note(
            "note: these were recorded by a command that was cut short; their copies are in place "
                + "now, and nothing new was sent")
        return rows
    }

    private func sent(_ folder: NewFolder, _ registry: Registry, _ console: Console) throws
        -> [SentRow]
    {
        var plan = try registry.plan(addressees.order(for: registry, in: console))
        let attachments = try write(&plan, into: folder, registry, console)
        let author = author.author(in: console)
        // From here on another process must find the copies of what is recorded.
        folder.keep()
        let rows: [SentRow]
        do {
            rows = try registry.send(plan, author: author)
        } catch {
            folder.discard()
            throw error
        }
        let released = rows.filter { $0.outcome == .released }.compactMap(\.id)
        guard !released.isEmpty else {
            folder.discard()
            return rows
        }
        do {
            try folder.publish()
        } catch let error as RegistryError {
            let taken = registry.takeBack(released, because: error, author: author)
            if taken.isVoided { folder.discard() }
            throw RegistryError(.outputLost, error.message, hint: taken.advice)
        }
        if !attachments.isEmpty {
            let names = attachments.joined(separator: ", ")
            console.note("note: the copies embed files that bear no stamp: \(names)")
        }
        return rows
    }

    /// Writes a copy for each person who gets one; returns what is embedded in it.
    private func write(
        _ plan: inout SendPlan, into folder: NewFolder, _ registry: Registry, _ console: Console
    ) throws -> [String] {
        let original = try NewFile(scratch: [])
        if watermark { try registry.writeDocument(of: plan, into: original.write) }
        var attachments: [String] = []
        let released = plan.items.indices.filter { plan.items[$0].isReleased }
        for (count, index) in released.enumerated() {
            console.showProgress("copy \(count + 1) of \(released.count)")
            let name = plan.items[index].fileName
            let copy = try NewFile(at: folder.path(of: name), for: "directory")
            if watermark {
                attachments = try PDFStamp(plan.items[index].mark).apply(
                    to: original, writing: copy, withAttachments: withAttachments)
                plan.items[index].copySHA256 =
                    try DocumentSource(named: name, reading: copy.bytes).sha256
            } else {
                try registry.writeDocument(of: plan, into: copy.write)
            }
            try copy.publish()
        }
        return attachments
    }
}
