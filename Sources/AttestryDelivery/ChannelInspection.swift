package import AttestryDomain
import AttestryHost

extension Post {
    /// What keeps a channel from working that can be seen without sending anything; nil where
    /// nothing does.
    package func obstacle(of channel: Channel) -> String? {
        if let why = channel.disabledBecause {
            return "out of use: \(why); attestry alert channel enable \(channel.code) undoes that"
        }
        switch channel.kind {
        case .mail, .checkpoint:
            let places = channel.program.map { [$0] } ?? Sendmail.places
            return places.contains(where: FileFacts.isExecutable)
                ? nil : "no \(places[0]): install a mail server, or name a program by --sendmail"
        case .file:
            return LineFile(path: channel.target ?? "").obstacle
        default:
            guard Program.curl.isInstalled else { return "curl is not there: apt-get install curl" }
            return secretObstacle(of: channel)
        }
    }

    private func secretObstacle(of channel: Channel) -> String? {
        guard case .file(let path)? = channel.secret else { return nil }
        if (FileFacts(path)?.mode ?? 0) & 0o004 != 0 {
            return "everybody can read the secret: chmod 640 \(path)"
        }
        do {
            let secret = try secret(inFile: path)
            switch channel.kind.secret {
            case .signingKey: _ = try WebhookSigner(secrets: secret.lines)
            case .address: _ = try WebAddress(secret.first ?? "")
            case .routingKey, .logKey, nil: break
            }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
