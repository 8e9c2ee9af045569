import ArgumentParser
import AttestryDelivery
import AttestryDomain
import AttestryService
import Foundation

struct ChannelAdd: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a channel: \(kinds).",
        discussion: """
            \(Channel.Kind.allCases.map(\.sentence).joined(separator: "\n"))

            A secret is read when something is sent, from a file or a systemd credential.
            It never stands in the registry. A signing key is whsec_…; there may be two,
            one a line, while one replaces the other. Several channels may take the same
            alert; one that no channel takes is printed by 'alert run'.

            Examples:
              attestry alert channel add mail mail --from attestry@example.com
              attestry alert channel add ops slack --secret-file /etc/attestry/slack
              attestry alert channel add siem webhook --credential siem \\
                --url https://siem.example.com/events
              attestry alert channel add night pagerduty --credential pagerduty \\
                --severity critical --only evidence
              attestry alert channel add auditor checkpoint --from attestry@example.com \\
                --to auditor@example.org --secret-file /var/lib/attestry-key/log.key
            """)

    private static let kinds = Channel.Kind.allCases.map(\.rawValue).joined(separator: ", ")

    @Argument(help: "What to call it.")
    var code: String
    @Argument(help: "Its kind: \(Self.kinds).")
    var kind: Channel.Kind
    @Option(help: "mail, checkpoint: the sender's address.")
    var from: String?
    @Option(
        help: "mail: who gets everything, whoever owns it; checkpoint: who keeps it. Repeatable.")
    var to: [String] = []
    @Option(
        help: "mail, checkpoint: the program instead of /usr/sbin/sendmail.", completion: .file())
    var sendmail: String?
    @Option(help: "webhook: where events go. pagerduty: another address of theirs.")
    var url: String?
    @Option(help: "file: the file that lines are added to.", completion: .file())
    var path: String?
    @Option(help: "Read the secret from this file.", completion: .file())
    var secretFile: String?
    @Option(help: "Read the secret from this systemd credential.")
    var credential: String?
    @Option(help: "Take alerts about evidence, agreement, customer or distribution. Repeatable.")
    var only: [AlertSubject.Kind] = []
    @Option(
        help: "Take alerts about evidence of this scheme. Repeatable.",
        completion: schemeCompletion)
    var scheme: [String] = []
    @Option(help: "Take alerts at least this severe: info, warning or critical.")
    var severity: AlertSeverity = .info
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func validate() throws {
        if secretFile != nil, credential != nil {
            throw ValidationError("give one of --secret-file and --credential")
        }
        let targets = [
            ("--from", from, kind.isByMail), ("--path", path, kind == .file),
            ("--url", url, !kind.isByMail && kind != .file),
        ]
        for (option, value, isTaken) in targets where value != nil && !isTaken {
            throw ValidationError("\(option) does not go with a \(kind.rawValue) channel")
        }
        if let credential, credential.isEmpty || credential.utf8.contains(0x2F) {
            throw ValidationError("--credential is a name, not a path")
        }
        for (option, path) in [("--secret-file", secretFile), ("--path", path)]
        where path?.trimmingCharacters(in: .whitespaces).isEmpty == true {
            throw ValidationError("\(option) is empty")
        }
    }

    func run(in console: Console) throws {
        if let url { try WebAddress(url).refuseForbiddenNumber() }
        let channel = Channel(
            id: ID(0), code: try Code(code, field: "code"), kind: kind,
            target: from ?? url ?? path.map(absolute), program: sendmail.map(absolute),
            recipients: to,
            secret: secretFile.map { .file(absolute($0)) } ?? credential.map { .credential($0) },
            filter: Channel.Filter(
                kinds: Set(only), schemes: Set(scheme), severity: severity))
        let registry = try registry.open(in: console)
        try registry.addChannel(channel, author: author.author(in: console))
        console.print(code)
        if let obstacle = ChannelPost(registry, in: console).obstacle(of: channel) {
            console.note("warning: \(obstacle)")
        }
        console.note("note: attestry alert channel test \(code) sends one message")
    }

    /// cron runs elsewhere than the person who types this.
    private func absolute(_ path: String) -> String {
        path.utf8.first == 0x2F
            ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }
}

extension Channel.Kind: ExpressibleByArgument {
    /// What it does and what its secret is, as a sentence.
    fileprivate var sentence: String {
        "\(rawValue) \(about)\(secret.map { "; the secret is the \($0.rawValue)" } ?? "")."
    }
}

extension AlertSubject.Kind: ExpressibleByArgument {}
extension AlertSeverity: ExpressibleByArgument {}
extension Delivery.State: ExpressibleByArgument {}

/// Completes the codes of channels.
let channelCompletion = completion { registry, _ in
    try registry.channels().map(\.code.description)
}
