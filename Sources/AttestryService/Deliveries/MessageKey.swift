import AttestryDomain
import AttestryLog

extension Routing.Draft {
    /// What tells the message from all others and stays the same at every try, so that the other
    /// side can tell a repetition: 64 hexadecimal digits.
    func key(registry: String, run: ID<AlertRun>) -> String {
        // A resolved date may come back and go again: the run tells the two apart.
        let parts: [JSONValue] =
            [
                "attestry", .string(registry), .text(channel?.code), .string(recipient),
                .string(kind.rawValue), .number(Int(run.rawValue)),
            ] + notifications.map { .number(Int($0.alert.rawValue)) }
        var digest = StreamingDigest()
        JSONValue.array(parts).canonical.withUnsafeBytes { digest.update($0) }
        return digest.finished
    }
}
