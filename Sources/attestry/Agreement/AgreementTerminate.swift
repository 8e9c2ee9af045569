import ArgumentParser
import AttestryDomain

struct AgreementTerminate: AttestryCommand {
    static let configuration = verb(
        "terminate", "Record notice or an end before the term is over.",
        """
        The day may lie ahead: until then it stays in force, and from that day on it
        is not.
        """,
        example: "attestry agreement terminate acme-nda --on 2026-12-31 --by 'Acme Inc.'")

    @OptionGroup var event: AgreementEventOptions
    @Option(help: "Who gave notice.")
    var by: String?

    func run(in console: Console) throws {
        try event.record(.terminated, by: by, in: console)
    }
}
