import AttestryDomain
import AttestryLog

extension Routing.Draft {
    /// What tells the message from all others and stays the same at every try, so that the other
    /// side can tell a repetition: 64 hexadecimal digits.
    ///
    /// Of what is told in place of a part of another message that one's key is part too: a mail to
    /// another person is another mail, however it came to be.
    func key(registry: String, run: ID<AlertRun>, insteadOf other: String? = nil) -> String {
        // A resolved date may come back and go again: the run tells the two apart.
        let parts: [JSONValue] =
            [
                "attestry", .string(registry), .text(channel?.code), .string(recipient),
                .string(kind.rawValue), .number(Int(run.rawValue)),
            ] + notifications.map { .number(Int($0.alert.rawValue)) }
            + (other.map { [.string($0)] } ?? [])
        var digest = StreamingDigest()
        JSONValue.array(parts).canonical.withUnsafeBytes { digest.update($0) }
        return digest.finished
    }
}
