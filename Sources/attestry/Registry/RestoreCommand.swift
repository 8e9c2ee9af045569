import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct RestoreCommand: AttestryCommand {
    static let configuration = verb(
        "restore", "Put a copy back, and say what is lost by it.",
        """
        The copy is verified first, and what is there is kept beside it. Entries that
        the copy lacks are listed, and refuse it, until --accept-loss. Then a new epoch
        of the log begins: no number is given twice, keys that signed what is lost sign
        no more, and what may have been sent already is marked when it is sent again.
        """,
        example: """
            attestry restore /var/backups/attestry/attestry-1f0c2a9b-20261127T014200Z.db
            attestry restore copy.db --accept-loss --reason 'the disk died'
            """)

    @Argument(help: "The copy.", completion: .file(extensions: ["db"]))
    var file: String
    @Flag(help: "Restore though entries are lost; they are listed.")
    var acceptLoss = false
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let path = try registry.path(in: console.environment)
        let isThere = FileFacts(path) != nil
        let draft = try NewFile(inPlaceOf: path)
        let restoration = try Restoration(of: file, in: draft.path, clock: console.clock)
        let kept = try NewFile(
            namedAt: "\(path).before-\(console.clock.now().compact)",
            advice: "wait a second, then try again", makingDirectory: false)
        guard isThere else {
            return try restore(restoration, draft, kept, path, isThere: false, in: console)
        }
        let done: Void? = try FileLock.whileHeld(over: path) {
            try restore(restoration, draft, kept, path, isThere: true, in: console)
        }
        guard done != nil else {
            throw RegistryError(
                .busy, "alerts are being sent just now", hint: "try again when that is done")
        }
    }

    private func restore(
        _ restoration: Restoration, _ draft: NewFile, _ kept: NewFile, _ path: String,
        isThere: Bool, in console: Console
    ) throws {
        var restoration = restoration
        let trouble = isThere ? try restoration.compare(with: path, keptIn: kept.path) : nil
        if let trouble, !acceptLoss {
            throw RegistryError(
                .conflict, "what would be lost cannot be told: \(trouble)", hint: Self.advice)
        }
        try list(restoration, path, in: console)
        try restoration.beginEpoch(author: author.author(in: console))
        if restoration.difference != nil {
            try kept.publish { try restoration.replaceStanding() }
        } else {
            try draft.publish(keepingFormerAs: kept.targetPath)
        }
        console.hasCreated = true
        try tell(restoration, kept.targetPath, isThere: isThere, in: console)
    }

    /// Lists what would be lost. Throws `conflict` where that was not accepted.
    private func list(_ restoration: Restoration, _ path: String, in console: Console) throws {
        var printer = ListPrinter(console, Registry.logColumns, output, quiet: "sequence")
        try restoration.eachLost { try printer.add($0) }
        printer.finish()
        guard let lost = restoration.difference?.lost, lost > 0, !acceptLoss else { return }
        let isOther = restoration.difference?.common == 0
        throw RegistryError(
            .conflict,
            isOther
                ? "\(file.abbreviated) is a copy of another registry than \(path.abbreviated)"
                : "\(lost.of("entry")) of \(path.abbreviated) "
                    + "\(lost == 1 ? "is" : "are") not in \(file.abbreviated), and would be lost",
            hint: Self.advice)
    }

    private static let advice =
        "attestry restore FILE --accept-loss puts it back all the same; what is there is kept "
        + "beside it"

    private func tell(
        _ restoration: Restoration, _ kept: String, isThere: Bool, in console: Console
    ) throws {
        if isThere { console.note("note: what was there is kept as \(kept.visible())") }
        if let difference = restoration.difference {
            if difference.lost > 0 {
                console.note("note: lost: \(difference.lost.of("entry"))")
            }
            if difference.gained > 0 {
                console.note(
                    "note: the copy has \(difference.gained.of("entry")) that it lacked")
            }
        } else {
            console.note("note: what was recorded since the copy, if anything, cannot be told")
        }
        if restoration.difference?.lost != 0 {
            console.note("note: what alerts may have told already is marked when it is told again")
        }
        if try restoration.endsKeys {
            console.note(
                "note: its keys sign no more; attestry audit key new --key FILE makes one")
        }
    }
}
