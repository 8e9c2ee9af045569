package import AttestryDomain
import Foundation

/// Sends messages through channels, one at a time.
package struct Post: Sendable {
    private let now: @Sendable () -> Timestamp
    private let secrets: Secrets

    /// A post that reads the time from this function and credentials from the directory that
    /// systemd names in the environment (systemd.exec(5), `CREDENTIALS_DIRECTORY`).
    package init(now: @escaping @Sendable () -> Timestamp, environment: [String: String]) {
        self.now = now
        secrets = Secrets(directory: environment["CREDENTIALS_DIRECTORY"])
    }

    /// Tries to send a message once and says what became of it; never throws, and never tells a
    /// secret, even one that the other side repeats.
    package func send(_ message: Message, through channel: Channel) -> DeliveryOutcome {
        do {
            let secret = try channel.secret.map { try secrets.read($0) }
            return try send(message, through: channel, secret).hiding(secret?.lines ?? [])
        } catch let error as RegistryError {
            let hint = error.hint.map { " (\($0))" } ?? ""
            return error.kind == .invalid
                ? .permanent(error.message + hint) : .temporary(error.message + hint)
        } catch {
            return .temporary("\(error)".abbreviated)
        }
    }

    private func send(_ message: Message, through channel: Channel, _ secret: Secret?) throws
        -> DeliveryOutcome
    {
        switch channel.kind {
        case .mail:
            return try Sendmail(program: channel.program, sender: channel.target ?? "")
                .send(message)
        case .file:
            try LineFile(path: channel.target ?? "").append(CloudEvent(message).bytes)
            return .sent("written")
        case .webhook:
            let event = CloudEvent(message)
            let signer = try WebhookSigner(secrets: secret?.lines ?? [])
            return try post(
                event.bytes, to: channel.target,
                headers: [("content-type", "application/cloudevents+json")]
                    + signer.headers(id: event.id, at: now(), body: event.bytes))
        case .slack: return try post(SlackMessage(message).bytes, to: secret?.first)
        case .teams:
            for part in TeamsMessage.parts(of: message) {
                let reply = try post(part, to: secret?.first, isTeams: true)
                guard case .sent = reply else { return reply }
            }
            return .sent("accepted")
        case .pagerduty:
            return try post(
                PagerDutyEvent(message, routingKey: secret?.first ?? "").bytes,
                to: channel.target ?? PagerDutyEvent.address)
        }
    }

    private func post(
        _ body: Data, to address: String?, headers: [(String, String)]? = nil,
        isTeams: Bool = false
    ) throws -> DeliveryOutcome {
        let address = try WebAddress(address ?? "")
        let request = WebRequest(
            address: address, body: body,
            headers: headers ?? [("content-type", "application/json")])
        return try request.send().outcome(at: now(), isTeams: isTeams)
    }
}

extension Post {
    /// Tells a monitor outside that a run began, ended or failed (healthchecks.io's convention:
    /// `/start` and `/fail` after the address). Throws `invalid` for an address that cannot be.
    package func ping(_ address: String, _ signal: PingSignal) throws -> DeliveryOutcome {
        let path = address.hasSuffix("/") ? String(address.dropLast()) : address
        let target = try WebAddress(path + signal.suffix)
        return try WebRequest(address: target, body: Data(), headers: []).send()
            .outcome(at: now(), isTeams: false)
    }

    /// What a monitor is told.
    package enum PingSignal: Sendable {
        case start, success, failure

        fileprivate var suffix: String {
            switch self {
            case .start: "/start"
            case .success: ""
            case .failure: "/fail"
            }
        }
    }
}

extension DeliveryOutcome {
    /// The outcome without any of these texts in what it says.
    fileprivate func hiding(_ secrets: [String]) -> DeliveryOutcome {
        func clean(_ text: String) -> String {
            secrets.filter { $0.count > 3 }.reduce(text) { $0.replacing($1, with: "…") }
        }
        return switch self {
        case .sent(let detail): .sent(clean(detail))
        case .temporary(let detail, let after): .temporary(clean(detail), retryAfter: after)
        case .permanent(let detail, let again):
            .permanent(clean(detail), triesOnceMore: again)
        case .gone(let detail): .gone(clean(detail))
        }
    }
}

extension Post {
    /// The address that a file holds, where it is a secret. Throws `notFound`.
    package func address(inFile path: String) throws -> String {
        try secrets.read(.file(path)).first ?? ""
    }
}
