import ArgumentParser
import AttestryDomain
import AttestryHost
import AttestryService

struct DoctorCommand: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract:
            "Look at versions, paths, permissions, SQLite, channels, and what calls the alerts.",
        discussion: """
            Example:
              attestry doctor
            """)

    @OptionGroup var registry: RegistryOptions
    @OptionGroup var output: ListOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let post = ChannelPost(registry, in: console)
        let troubles = try registry.channelTroubles()
        let channels = try registry.channels().map {
            Aspect(
                "channel \($0.code)", $0.kind.rawValue, post.obstacle(of: $0) ?? troubles[$0.code])
        }
        let aspects = try registry.doctor(
            file: Self.file(registry.path) + [Self.backup(of: registry.path, console.clock.now())]
        ) { isRunning, sendsMail in
            let job = AlertJob(
                registry: registry.path, isRunning: isRunning, sendsMail: sendsMail)
            return Aspect("alert_job", job.value, job.advice)
        }
        try console.print(
            [Aspect("attestry", Attestry.version)] + aspects + channels, Aspect.columns, output,
            quiet: "aspect")
    }

    private static func backup(of registry: String, _ now: Timestamp) -> Aspect {
        do {
            guard let last = try LastBackup(ofRegistry: registry) else {
                return Aspect(
                    "last_backup", "none known",
                    "attestry backup FOLDER --keep 14 every night keeps 14 verified copies")
            }
            let days = (now.secondsSinceEpoch - last.at.secondsSinceEpoch) / 86_400
            let advice =
                days > ConcernRules.backupDays
                ? "it is \(days.of("day")) old: attestry backup FOLDER --keep 14 makes another"
                : FileFacts(last.path) == nil
                    ? "it is there no longer: see that it is elsewhere" : nil
            return Aspect("last_backup", "\(last.at) \(last.path)", advice)
        } catch {
            return Aspect("last_backup", "unknown", "\(error)")
        }
    }

    private static func file(_ path: String) -> [Aspect] {
        let facts = FileFacts(path)
        let mode = facts.map { String($0.mode, radix: 8) } ?? "unknown"
        let isWritable = FileFacts.isWritable(path)
        return [
            Aspect("size", (facts?.size ?? 0).of("byte")),
            Aspect(
                "permissions", mode,
                mode == "600" ? nil : "chmod 600 keeps other users from reading it"),
            Aspect(
                "writable", isWritable ? "yes" : "no",
                isWritable ? nil : "changes will be refused"),
        ]
    }
}
