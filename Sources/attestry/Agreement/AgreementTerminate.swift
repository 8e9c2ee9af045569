import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementTerminate: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "terminate", abstract: "Record notice or an end before the term is over.",
        discussion: """
            The day may lie ahead: until then it stays in force, and from that day on it
            is not.

            Example:
              attestry agreement terminate acme-nda --on 2026-12-31 --by 'Acme Inc.'
            """)

    @OptionGroup var event: AgreementEventOptions
    @Option(help: "Who gave notice.")
    var by: String?

    func run(in console: Console) throws {
        try event.record(
            AgreementHappening(
                .terminated, on: event.on.map { try CivilDate($0, field: "on") }, party: by),
            in: console)
    }
}
