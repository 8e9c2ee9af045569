import ArgumentParser
import AttestryDomain
import AttestryService

struct ChannelTest: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send one test message and say what came back.",
        discussion: """
            Exits 75 where another try may succeed and 69 where none will.

            Example:
              attestry alert channel test mail --to me@example.com
            """)

    @Argument(help: "The channel.", completion: channelCompletion)
    var code: String
    @Option(
        help: "mail, checkpoint: to whom (default: the channel's first, or the registry's owner).")
    var to: String?
    @OptionGroup var registry: RegistryOptions

    func run(in console: Console) throws {
        let registry = try registry.open(in: console)
        let channel = try registry.channel(Code(code, field: "code"))
        let message = try registry.testMessage(for: channel, to: to)
        console.showProgress("sending")
        switch ChannelPost(registry, in: console).send(message, through: channel) {
        case .sent(let detail): console.print("sent: \(detail.visible())")
        case .temporary(let detail, _, let needsMending):
            console.complain(
                detail,
                hint: needsMending
                    ? "mend what is wrong, then attestry alert channel test \(code)"
                    : "attestry alert channel test \(code) tries again")
            throw FindingsFound(status: 75)
        case .permanent(let detail, _), .gone(let detail):
            console.complain(
                detail,
                hint: "mend what is wrong, then attestry alert channel test \(code)")
            throw FindingsFound(status: 69)
        }
    }
}
