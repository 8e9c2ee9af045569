import AttestryDomain
import AttestryStorage
import Foundation

/// The turn of one process at delivering: no two processes of one registry deliver at once, and
/// what a process that died has left is free at once.
package struct DeliveryTurn: Sendable {
    /// How long the turn may last, in seconds.
    package let limit: Int
    let process: ProcessName

    /// The turn of this process.
    package init(limit: Int) {
        self.limit = limit
        process = .current
    }

    /// Whether another process has its turn at this instant.
    func isTaken(_ reading: ReadTransaction, at now: Timestamp) throws -> Bool {
        guard let round = try reading.unfinishedRound(), round.process != process.description
        else { return false }
        // A clock set back must not make a turn last for years.
        return round.startedAt.secondsSinceEpoch - now.secondsSinceEpoch < Self.slack
            && now < round.endsBy && ProcessName(round.process).mayBeAlive
    }

    /// Whether a claim of a process still stands.
    func stands(_ claim: (process: String, since: Timestamp), at now: Timestamp) -> Bool {
        guard claim.process != process.description else { return false }
        let age = now.secondsSinceEpoch - claim.since.secondsSinceEpoch
        return (-Self.slack...Self.longestClaim).contains(age)
            && ProcessName(claim.process).mayBeAlive
    }

    /// Seconds after which a message that is being sent counts as left behind.
    private static let longestClaim = 900
    private static let slack = 60
}

/// What tells one process from all others, over reboots and containers.
struct ProcessName: CustomStringConvertible {
    /// The boot, the process namespace, the process, and when it began.
    let description: String

    /// This process.
    static let current = ProcessName(
        [boot, namespace, "\(getpid())", beginning(of: getpid()) ?? "0"].joined(separator: " "))

    init(_ description: String) {
        self.description = description
    }

    /// Whether it may be running: what another namespace does cannot be seen from here.
    var mayBeAlive: Bool {
        let parts = description.split(separator: " ").map(String.init)
        guard parts.count == 4, let process = Int32(parts[2]) else { return false }
        guard parts[0] == Self.boot else { return false }
        guard parts[1] == Self.namespace else { return true }
        return Self.beginning(of: process) == parts[3]
    }

    private static let boot = text("/proc/sys/kernel/random/boot_id") ?? "boot"

    private static let namespace =
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid"))
        ?? "pid"

    /// Clock ticks from the boot to the start of a process (proc(5)); nil where there is none.
    private static func beginning(of process: Int32) -> String? {
        // The program's name stands in brackets and may hold spaces and brackets itself.
        guard let status = text("/proc/\(process)/stat"), let end = status.lastIndex(of: ")")
        else { return nil }
        let fields = status[end...].split(separator: " ")
        guard fields.count > 20, fields[1] != "Z" else { return nil }
        return String(fields[20])
    }

    private static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }
}
