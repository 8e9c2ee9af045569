import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct BackupCommand: AttestryCommand {
    static let configuration = verb(
        "backup", "Copy the registry while it is in use, and verify the copy.",
        """
        The copy holds everything, documents too. It is verified in full, and on the
        disk, before it gets its name; nobody who writes meanwhile is kept waiting.
        With --keep it goes into a folder, named by the time, and the oldest ones of
        this registry are removed once the new one is good. With --key a checkpoint,
        signed just before, lies beside it as FILE.checkpoint, and goes with it. A log
        that contradicts what was signed last is copied all the same, but nothing older
        is removed for it. attestry restore puts a copy back.
        """,
        example: """
            attestry backup /mnt/other/attestry-2026.db
            attestry backup /var/backups/attestry --keep 14
            attestry backup /mnt/other/attestry-2026.db --key /etc/attestry/log.key
            """)

    @Argument(help: "The new file; with --keep a folder.", completion: .file())
    var target: String
    @Option(help: "Put it into the folder, and keep so many there.")
    var keep: Int?
    @Option(
        help: ArgumentHelp(
            "Sign a checkpoint beside the copy; several keys sign together.", valueName: "file"),
        completion: .file())
    var key: [String] = []
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep cannot be less than 1") }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let made = console.clock.now()
        // Before the copy, which then holds all that is vouched for.
        let head = Result { try key.isEmpty ? nil : SigningKeyFile.sign(registry, with: key) }
        let path =
            try keep.map { try copy(registry, head, intoFolderKeeping: $0, made) } ?? target
        if keep == nil { try copy(registry, head, to: path) }
        do {
            try LastBackup(at: made, path: path).remember(forRegistry: registry.path)
        } catch {
            console.note("note: attestry doctor will not know of this copy: \(error)")
        }
        // Nothing in a pipe: cron would mail it every night.
        if console.terminalWidth != nil { console.note("\(path.visible()) is verified") }
        do {
            _ = try head.get()
        } catch let error as RegistryError {
            throw RegistryError(
                .outputLost,
                "\(path.abbreviated) is verified, but no checkpoint lies beside it: "
                    + error.message, hint: error.hint)
        }
    }

    private func copy(
        _ registry: Registry, _ head: Result<String?, any Error>, to path: String
    ) throws {
        let isFolder = keep == nil && FileFacts(path)?.isFolder == true
        let file = try NewFile(
            namedAt: path,
            advice: isFolder
                ? "attestry backup FOLDER --keep 14 keeps copies in a folder"
                : "give another name, or move it away", makingDirectory: false)
        guard case .success(let signed?) = head else {
            try registry.backUp(to: file.path)
            return try file.publish()
        }
        let checkpoint = try NewFile(at: path + Self.ending, for: nil)
        try registry.backUp(to: file.path, holding: signed)
        try Array(signed.utf8).withUnsafeBytes { try checkpoint.write($0) }
        try file.publish()
        try checkpoint.publish()
    }

    /// What follows the name of a copy in that of its checkpoint.
    private static let ending = ".checkpoint"

    /// Returns the path of the copy; the oldest ones are gone once it is there.
    private func copy(
        _ registry: Registry, _ head: Result<String?, any Error>, intoFolderKeeping count: Int,
        _ made: Timestamp
    ) throws -> String {
        let folder = try KeptFolder(writing: target, for: nil)
        try folder.sweep()
        let naming = CopyNaming(of: try registry.copyName())
        let name = naming.name(at: made)
        try copy(registry, head, to: folder.path(name))
        // Where the log was rewritten the older copies are what is left of the true one.
        if case .failure(let error as RegistryError) = head, error.kind == .conflict {
            return folder.path(name)
        }
        let others = try folder.names.filter { naming.isCopy($0) && $0 != name }.sorted()
        for old in others.dropLast(count - 1) {
            try folder.remove(old + Self.ending)
            try folder.remove(old)
        }
        return folder.path(name)
    }
}

/// How copies of a registry are called in a folder that may hold those of others.
private struct CopyNaming {
    private let start: String

    init(of registry: String) { start = "attestry-\(registry)-" }

    func name(at time: Timestamp) -> String { "\(start)\(time.compact).db" }

    func isCopy(_ name: String) -> Bool {
        guard let rest = name.after(start) else { return false }
        let form = Array("00000000T000000Z.db".utf8)
        return rest.utf8.count == form.count
            && zip(rest.utf8, form).allSatisfy { byte, model in
                model == UInt8(ascii: "0")
                    ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == model
            }
    }
}

extension Timestamp {
    /// `YYYYMMDDTHHMMSSZ`, as names of files have it.
    var compact: String {
        String(description.unicodeScalars.filter { $0 != "-" && $0 != ":" })
    }
}
