import AttestryDomain
import Foundation

/// Looks whether something on this machine will really call the alerts: the files that
/// `Scripts/install --system` writes, and what has to be true for them to work.
struct AlertJob {
    /// What was found, and what to do about it; nil where nothing needs to be done.
    private(set) var value = "none seen"
    private(set) var advice: String?

    private let root: String
    private let registry: String
    private let files = FileManager.default
    private static let unit = "/etc/systemd/system/attestry-alert"

    /// The job for the registry at a path, on the machine whose file system begins at `root`.
    init(registry: String, isRunning: Bool, sendsMail: Bool, root: String = "") {
        self.root = root
        self.registry = URL(filePath: registry).standardizedFileURL.path
        let hasTimer = exists(Self.unit + ".timer")
        let hasCron = exists("/etc/cron.d/attestry")
        switch (hasTimer, hasCron) {
        case (true, true):
            value = "a systemd timer and /etc/cron.d/attestry"
            advice = "one of the two is enough: remove the other"
        case (true, false):
            value = "systemd timer"
            advice = timerAdvice(sendsMail: sendsMail)
        case (false, true):
            value = "/etc/cron.d/attestry"
            advice = cronAdvice
        case (false, false) where isRunning:
            value = "not seen, but runs happen"
        case (false, false):
            advice =
                "Scripts/install --system sets one up; a crontab of somebody's own is not seen here"
        }
    }

    private func timerAdvice(sendsMail: Bool) -> String? {
        guard exists("/run/systemd/system") else { return "systemd does not run on this machine" }
        guard exists("/etc/systemd/system/timers.target.wants/attestry-alert.timer") else {
            return "it is not enabled: systemctl enable --now attestry-alert.timer"
        }
        if exists(Self.unit + ".service.new") || exists(Self.unit + ".timer.new") {
            return "an edited unit was kept: merge what lies beside it as .new"
        }
        let lines = unitLines
        if let other = lines.last(of: "Environment=ATTESTRY_REGISTRY="), other != registry {
            return "it runs over \(other)"
        }
        if let user = lines.last(of: "User="), let owner, user != owner {
            return "it runs as \(user), but the registry is \(owner)'s"
        }
        if let words = lines.last(of: "ExecStart="), let program = words.firstWord,
            !files.isExecutableFile(atPath: root + program)
        {
            return "\(program) cannot be run"
        }
        let isHardened = !exists(Self.unit + ".service.d/sendmail.conf")
        if sendsMail, isHardened, hasSetIDMail {
            return "its hardening stops this machine's sendmail: see sendmail.conf beside it"
        }
        return nil
    }

    private var cronAdvice: String? {
        guard isCronRunning else { return "cron does not run: apt-get install cron" }
        let path = root + "/etc/cron.d/attestry"
        let attributes = try? files.attributesOfItem(atPath: path)
        let mode = attributes?[.posixPermissions] as? Int ?? 0
        if attributes?[.ownerAccountID] as? Int != 0 || mode & 0o022 != 0 {
            return "cron ignores it: chown root and chmod 644 /etc/cron.d/attestry"
        }
        let lines = text("/etc/cron.d/attestry").split(separator: "\n").map(String.init)
        guard let job = lines.last(where: { !$0.hasPrefix("#") && $0.contains("alert run") }) else {
            return "it has no line that calls 'attestry alert run'"
        }
        if let other = lines.last(of: "ATTESTRY_REGISTRY="), other != registry {
            return "it runs over \(other)"
        }
        let words = job.split(separator: " ").map(String.init)
        guard words.count > 6 else { return "its line lacks a user" }
        if let owner, words[5] != owner {
            return "it runs as \(words[5]), but the registry is \(owner)'s"
        }
        return files.isExecutableFile(atPath: root + words[6])
            ? nil : "\(words[6].abbreviated) cannot be run"
    }

    /// A file of the process's number stays behind when cron is killed: the process is asked for.
    private var isCronRunning: Bool {
        let number = text("/run/crond.pid").trimmingCharacters(in: .whitespacesAndNewlines)
        let name = text("/proc/\(number)/comm").trimmingCharacters(in: .whitespacesAndNewlines)
        return !number.isEmpty && ["cron", "crond"].contains(name)
    }

    private var unitLines: [String] {
        let folder = root + Self.unit + ".service.d"
        let names = (try? files.contentsOfDirectory(atPath: folder))?.sorted() ?? []
        let paths = [Self.unit + ".service"] + names.map { Self.unit + ".service.d/" + $0 }
        return paths.flatMap { text($0).split(separator: "\n").map(String.init) }
    }

    private var owner: String? {
        (try? files.attributesOfItem(atPath: registry))?[.ownerAccountName] as? String
    }

    private var hasSetIDMail: Bool {
        ["/usr/sbin/sendmail", "/usr/sbin/postdrop"].contains { path in
            let real = URL(filePath: root + path).resolvingSymlinksInPath().path
            let mode = (try? files.attributesOfItem(atPath: real))?[.posixPermissions] as? Int
            return (mode ?? 0) & 0o6000 != 0
        }
    }

    private func exists(_ path: String) -> Bool { files.fileExists(atPath: root + path) }

    private func text(_ path: String) -> String {
        files.contents(atPath: root + path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension [String] {
    /// What follows a key in the last line that begins with it.
    fileprivate func last(of key: String) -> String? {
        last { $0.hasPrefix(key) }.map { String($0.dropFirst(key.count)) }
    }
}

extension String {
    fileprivate var firstWord: String? { split(separator: " ").first.map(String.init) }
}
