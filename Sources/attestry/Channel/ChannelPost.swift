import AttestryDelivery
import AttestryDomain
import AttestryService

/// Sends through the channels of a registry, and signs what has to be signed for that.
struct ChannelPost {
    let registry: Registry
    let post: Post

    init(_ registry: Registry, in console: Console) {
        self.registry = registry
        post = Post(now: console.clock.now, environment: console.environment)
    }

    /// Tries to send a message once; never throws.
    func send(_ message: Message, through channel: Channel) -> DeliveryOutcome {
        guard channel.kind == .checkpoint else { return post.send(message, through: channel) }
        var message = message
        do {
            message.content.checkpoint?.note = try SigningKeyFile.sign(
                registry, with: [keyPath(of: channel)])
        } catch let error as RegistryError {
            return Self.outcome(of: error)
        } catch {
            return .temporary("\(error)".abbreviated)
        }
        return post.send(message, through: channel)
    }

    /// What keeps a channel from working that can be seen without sending anything; nil where
    /// nothing does.
    func obstacle(of channel: Channel) -> String? {
        if let obstacle = post.obstacle(of: channel) { return obstacle }
        guard channel.kind == .checkpoint else { return nil }
        do {
            let file = SigningKeyFile(path: keyPath(of: channel))
            try registry.checkSigning(keyFile: file.key())
            _ = try file.last()
            return file.isWritable ? nil : "\(file.lastPath.abbreviated) cannot be replaced"
        } catch {
            return "\(error)"
        }
    }

    private func keyPath(of channel: Channel) -> String {
        if case .file(let path)? = channel.secret { path } else { "" }
    }

    /// A log that contradicts what was signed is given up at once: no further try makes it another
    /// one. A key that cannot be read is put right by somebody.
    private static func outcome(of error: RegistryError) -> DeliveryOutcome {
        let detail = error.message + (error.hint.map { " (\($0))" } ?? "")
        return switch error.kind {
        case .conflict: .permanent(detail)
        case .busy: .temporary(detail)
        default: .temporary(detail, needsMending: true)
        }
    }
}
