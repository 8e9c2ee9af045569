import ArgumentParser
import AttestryDomain
import AttestryService

struct AgreementSign: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Record that the last party signed: it is executed.",
        discussion: """
            Example:
              attestry agreement sign acme-nda --on 2026-01-10 --by 'J. Doe' \\
                --file signed.pdf
            """)

    @OptionGroup var event: AgreementEventOptions
    @Option(help: "Who signed it for the customer.")
    var by: String?
    @Option(
        name: .customLong("effective"),
        help: "The first day of its first term (default: as recorded, else the day it is signed).")
    var effective: String?
    @OptionGroup var document: FileOptions

    func run(in console: Console) throws {
        try event.record(
            AgreementHappening(
                .executed, on: event.on.map { try CivilDate($0, field: "on") }, party: by,
                effectiveOn: effective.map { try CivilDate($0, field: "effective") }),
            file: document.source(), in: console)
    }
}
