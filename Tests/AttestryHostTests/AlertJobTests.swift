import Foundation
import Testing

@testable import AttestryHost

/// A machine's files below a directory of their own.
private final class Machine {
    let root = FileManager.default.temporaryDirectory.appending(path: "attestry-\(UUID())").path

    init(_ files: [String: String]) throws {
        for (path, text) in files {
            let file = URL(filePath: root + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            let isProgram = path.contains("/bin/")
            try FileManager.default.setAttributes(
                [.posixPermissions: isProgram ? 0o755 : 0o644], ofItemAtPath: file.path)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func job(isRunning: Bool = false) -> AlertJob {
        AlertJob(
            registry: "/var/lib/attestry/r.db", isRunning: isRunning, sendsMail: false, root: root)
    }
}

struct AlertJobTests {
    private static let unit = "/etc/systemd/system/attestry-alert"
    private static let link = "/etc/systemd/system/timers.target.wants/attestry-alert.timer"
    private static let timer = [
        unit + ".timer": "", link: "", "/run/systemd/system/x": "", "/usr/local/bin/attestry": "",
        unit + ".service": """
        [Service]
        Environment=ATTESTRY_REGISTRY=/var/lib/attestry/r.db
        ExecStart=/usr/local/bin/attestry alert run
        """,
    ]
    private static let cron = [
        "/run/crond.pid": "77\n", "/proc/77/comm": "cron\n", "/usr/local/bin/attestry": "",
        "/etc/cron.d/attestry": """
        ATTESTRY_REGISTRY=/var/lib/attestry/r.db
        17 * * * * root /usr/local/bin/attestry alert run

        """,
    ]

    @Test func `a timer that is enabled, over this registry, will run`() throws {
        let job = try Machine(Self.timer).job()
        #expect(job.value == "systemd timer")
        #expect(job.advice == nil)
    }

    @Test(arguments: [
        (link, nil, "not enabled"), ("/run/systemd/system/x", nil, "does not run"),
        ("/usr/local/bin/attestry", nil, "cannot be run"),
        (unit + ".service.d/own.conf", "Environment=ATTESTRY_REGISTRY=/else.db", "over /else.db"),
        ("/etc/cron.d/attestry", "", "one of the two"),
    ])
    func `what keeps a timer from running is named`(path: String, text: String?, words: String)
        throws
    {
        var files = Self.timer
        files[path] = text
        #expect(try Machine(files).job().advice?.contains(words) == true)
    }

    @Test func `a line for cron will run where cron does`() throws {
        #expect(try Machine(Self.cron).job().advice == nil)
    }

    @Test(arguments: [
        ("/proc/77/comm", "bash", "cron does not run"),
        ("/usr/local/bin/attestry", nil, "cannot be run"),
        ("/etc/cron.d/attestry", "# nothing\n", "no line"),
    ])
    func `what keeps cron from running it is named`(path: String, text: String?, words: String)
        throws
    {
        var files = Self.cron
        files[path] = text
        #expect(try Machine(files).job().advice?.contains(words) == true)
    }

    @Test func `a job that is not seen is missing only where no run happened`() throws {
        #expect(try Machine([:]).job().advice?.contains("install --system") == true)
        #expect(try Machine([:]).job(isRunning: true).advice == nil)
    }
}
