import AttestryDomain
import Glibc

/// Looks whether something on this machine will really call the alerts: the files that
/// `Scripts/install --system` writes, and what has to be true for them to work.
package struct AlertJob {
    /// What was found, and what to do about it; nil where nothing needs to be done.
    package private(set) var value = "none seen"
    package private(set) var advice: String?

    private let root: String
    private let registry: String
    private static let unit = "/etc/systemd/system/attestry-alert"

    /// The job for the registry at a path, on the machine whose file system begins at `root`.
    package init(registry: String, isRunning: Bool, sendsMail: Bool, root: String = "") {
        self.root = root
        self.registry = Self.real(registry)
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
        if let other = lines.last(of: "Environment=ATTESTRY_REGISTRY="),
            Self.real(other) != registry
        {
            return "it runs over \(other)"
        }
        if let user = lines.last(of: "User="), let owner, user != owner {
            return "it runs as \(user), but the registry is \(owner)'s"
        }
        if let words = lines.last(of: "ExecStart="), let program = words.firstWord,
            !FileFacts.isExecutable(root + program)
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
        let facts = FileFacts(root + "/etc/cron.d/attestry")
        guard let facts, facts.isRoots, facts.mode & 0o022 == 0 else {
            return "cron ignores it: chown root and chmod 644 /etc/cron.d/attestry"
        }
        let lines = lines("/etc/cron.d/attestry")
        guard let job = lines.last(where: { !$0.begins(with: "#") && $0.contains("alert run") })
        else {
            return "it has no line that calls 'attestry alert run'"
        }
        if let other = lines.last(of: "ATTESTRY_REGISTRY="), Self.real(other) != registry {
            return "it runs over \(other)"
        }
        let words = job.fields
        guard words.count > 6 else { return "its line lacks a user" }
        if let owner, words[5] != owner {
            return "it runs as \(words[5]), but the registry is \(owner)'s"
        }
        return FileFacts.isExecutable(root + words[6])
            ? nil : "\(words[6].abbreviated) cannot be run"
    }

    /// A file of the process's number stays behind when cron is killed: the process is asked for.
    private var isCronRunning: Bool {
        guard let number = lines("/run/crond.pid").first?.firstWord else { return false }
        return ["cron", "crond"].contains(lines("/proc/\(number)/comm").first?.firstWord)
    }

    private var unitLines: [String] {
        let folder = Self.unit + ".service.d"
        let paths = [Self.unit + ".service"] + names(folder).map { folder + "/" + $0 }
        return paths.flatMap(lines)
    }

    private var owner: String? { FileFacts(registry)?.owner }

    private var hasSetIDMail: Bool {
        ["/usr/sbin/sendmail", "/usr/sbin/postdrop"].contains { path in
            (FileFacts(root + path)?.mode ?? 0) & 0o6000 != 0
        }
    }

    private func exists(_ path: String) -> Bool { FileFacts(root + path) != nil }

    private func lines(_ path: String) -> [String] {
        // What this user may not read tells it nothing of who calls the alerts.
        let bytes = (try? InputFile.contents(of: root + path)) ?? []
        return String(decoding: bytes, as: UTF8.self).lines
    }

    private func names(_ folder: String) -> [String] {
        let names = (try? Place(root + folder).names()) ?? []
        return names.filter { $0.utf8.first != UInt8(ascii: ".") }
    }

    private static func real(_ path: String) -> String {
        guard let found = realpath(path, nil) else { return path }
        defer { free(found) }
        return String(cString: found)
    }
}

extension [String] {
    /// What follows a key in the last line that begins with it.
    fileprivate func last(of key: String) -> String? { compactMap { $0.after(key) }.last }
}

extension String {
    /// What stands between blanks.
    fileprivate var fields: [String] { parts(at: " ").filter { !$0.isEmpty } }
    fileprivate var firstWord: String? { fields.first }
}
