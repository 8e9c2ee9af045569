import AttestryDomain
import AttestryLog

/// What tells a message from all others and stays the same at every try, so that the other side
/// can tell a repetition.
struct MessageKey: CustomStringConvertible {
    /// 64 hexadecimal digits.
    let description: String

    init(_ draft: Routing.Draft, registry: String, run: ID<AlertRun>) {
        // A resolved date may come back and go again: the run tells the two apart.
        let parts: JSONValue = .array(
            [
                "attestry", .string(registry), .text(draft.channel?.code),
                .string(draft.recipient), .string(draft.kind.rawValue),
                .number(Int(run.rawValue)),
            ] + draft.notifications.map { .number(Int($0.alert.rawValue)) })
        var digest = StreamingDigest()
        parts.canonical.withUnsafeBytes { digest.update($0) }
        description = digest.finished
    }
}
