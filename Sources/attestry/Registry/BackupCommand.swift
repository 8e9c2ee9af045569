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
        this registry are removed once the new one is good. attestry restore puts one
        back.
        """,
        example: """
            attestry backup /mnt/other/attestry-2026.db
            attestry backup /var/backups/attestry --keep 14
            """)

    @Argument(help: "The new file; with --keep a folder.", completion: .file())
    var target: String
    @Option(help: "Put it into the folder, and keep so many there.")
    var keep: Int?
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        if let keep, keep < 1 { throw ValidationError("--keep cannot be less than 1") }
    }

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let made = console.clock.now()
        let path = try keep.map { try copy(registry, intoFolderKeeping: $0, made) } ?? target
        if keep == nil { try copy(registry, to: path) }
        do {
            try LastBackup(at: made, path: path).remember(forRegistry: registry.path)
        } catch {
            console.note("note: attestry doctor will not know of this copy: \(error)")
        }
        // Nothing in a pipe: cron would mail it every night.
        if console.terminalWidth != nil { console.note("\(path.visible()) is verified") }
    }

    private func copy(_ registry: Registry, to path: String) throws {
        let isFolder = keep == nil && FileFacts(path)?.isFolder == true
        let file = try NewFile(
            namedAt: path,
            advice: isFolder
                ? "attestry backup FOLDER --keep 14 keeps copies in a folder"
                : "give another name, or move it away", makingDirectory: false)
        try registry.backUp(to: file.path)
        try file.publish()
    }

    /// Returns the path of the copy; the oldest ones are gone once it is there.
    private func copy(
        _ registry: Registry, intoFolderKeeping count: Int, _ made: Timestamp
    ) throws -> String {
        let folder = try KeptFolder(writing: target, for: nil)
        try folder.sweep()
        let naming = CopyNaming(of: try registry.copyName())
        let name = naming.name(at: made)
        try copy(registry, to: folder.path(name))
        let others = try folder.names.filter { naming.isCopy($0) && $0 != name }.sorted()
        for old in others.dropLast(count - 1) { try folder.remove(old) }
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
