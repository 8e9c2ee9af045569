package import AttestryDomain
import AttestryHost
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

    /// Tries to send a message once, a checkpoint once it is signed, and says what became of it;
    /// never throws, and never tells a secret, even one that the other side repeats.
    package func send(_ message: Message, through channel: Channel) -> DeliveryOutcome {
        do {
            // A key signs; it is no part of what is sent.
            let isSent = channel.kind != .checkpoint
            let secret = try isSent ? channel.secret.map { try secrets.read($0) } : nil
            return try send(message, through: channel, secret)
        } catch let error as RegistryError {
            // A name that leads elsewhere today, a secret that is none: somebody mends it.
            let hint = error.hint.map { " (\($0))" } ?? ""
            return .temporary(error.message + hint, needsMending: true)
        } catch {
            return .temporary("\(error)".abbreviated)
        }
    }

    private func send(_ message: Message, through channel: Channel, _ secret: Secret?) throws
        -> DeliveryOutcome
    {
        switch channel.kind {
        case .mail, .checkpoint:
            return try Sendmail(program: channel.program, sender: channel.target ?? "")
                .send(message)
        case .file:
            try LineFile(path: channel.target ?? "").append(Array(CloudEvent(message).bytes))
            return .sent("written")
        case .webhook:
            let event = CloudEvent(message)
            let signer = try WebhookSigner(secrets: secret?.lines ?? [])
            return try post(
                event.bytes, to: channel.target, secret,
                headers: [("content-type", "application/cloudevents+json")]
                    + signer.headers(id: event.id, at: now(), body: event.bytes))
        case .slack: return try post(SlackMessage(message).bytes, to: secret?.first, secret)
        case .teams:
            return try post(
                TeamsMessage.bytes(of: message), to: secret?.first, secret, isTeams: true)
        case .pagerduty:
            return try post(
                PagerDutyEvent(message, routingKey: secret?.first ?? "").bytes,
                to: channel.target ?? PagerDutyEvent.address, secret)
        }
    }

    private func post(
        _ body: Data, to address: String?, _ secret: Secret?,
        headers: [(String, String)] = [("content-type", "application/json")], isTeams: Bool = false
    ) throws -> DeliveryOutcome {
        let request = try WebRequest(
            address: WebAddress(address ?? ""), body: body, headers: headers)
        return try request.send()?.outcome(at: now(), isTeams: isTeams, hiding: secret)
            ?? .permanent("the message is too long to be sent")
    }
}

extension Post {
    /// Tells a monitor outside that a run began, ended or failed (healthchecks.io's convention:
    /// `/start` and `/fail` after the address). Throws `invalid` for an address that cannot be.
    package func ping(_ address: String, _ signal: PingSignal) throws -> DeliveryOutcome {
        let path = address.ends(with: "/") ? String(address.dropLast()) : address
        let target = try WebAddress(path + signal.rawValue)
        return try WebRequest(address: target, body: Data(), headers: []).send()?
            .outcome(at: now(), isTeams: false, hiding: Secret(lines: [address]))
            ?? .permanent("the address is too long")
    }

    /// What a monitor is told, as what follows its address.
    package enum PingSignal: String, Sendable {
        case start = "/start"
        case success = ""
        case failure = "/fail"
    }
}

extension Post {
    /// The address that a file holds, where it is a secret. Throws `notFound`.
    package func address(inFile path: String) throws -> String {
        try secret(inFile: path).first ?? ""
    }

    func secret(inFile path: String) throws -> Secret { try secrets.read(.file(path)) }
}
