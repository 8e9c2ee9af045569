import ArgumentParser
import AttestryDomain

struct AgreementSign: AttestryCommand {
    static let configuration = verb(
        "sign", "Record that the last party signed: it is executed.",
        example: """
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
            .executed, by: by, effectiveOn: effective, file: document.source(), in: console)
    }
}
