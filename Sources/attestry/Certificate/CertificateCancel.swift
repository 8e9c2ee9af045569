import ArgumentParser
import AttestryDomain

struct CertificateCancel: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract:
            "Record that the organization gave the certificate up: the version ends for good.",
        discussion: """
            Example:
              attestry certificate cancel iso9001 --on 2026-11-02 \\
                --reason 'no longer needed'
            """)

    @OptionGroup var event: EventOptions

    func run(in console: Console) throws {
        try event.record(.cancelled, as: .certificate, in: console)
    }
}
