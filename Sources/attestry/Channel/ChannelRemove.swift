import ArgumentParser
import AttestryDomain
import AttestryService

struct ChannelRemove: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove a channel; what was not sent through it is dropped.",
        discussion: """
            An incident that it opened at PagerDuty is not ended any more: those that are
            open are named, and have to be resolved there.

            Example:
              attestry alert channel remove ops
            """)

    @Argument(help: "The channel.", completion: channelCompletion)
    var code: String
    @OptionGroup var registry: RegistryOptions
    @OptionGroup var author: AuthorOptions

    func run(in console: Console) throws {
        let (dropped, incidents) = try registry.open(in: console).removeChannel(
            Code(code, field: "code"), author: author.author(in: console))
        if dropped > 0 {
            console.note(
                "note: \(dropped.of("message that was", "messages that were")) not sent "
                    + "yet \(dropped == 1 ? "is" : "are") dropped; "
                    + "attestry alert list --open shows what is due")
        }
        if !incidents.isEmpty {
            let (noun, verb) = incidents.count == 1 ? ("incident", "is") : ("incidents", "are")
            console.note(
                "warning: \(incidents.count) \(noun) of PagerDuty \(verb) not ended any more; "
                    + "resolve there: " + incidents.joined(separator: ", ").visible())
        }
    }
}
