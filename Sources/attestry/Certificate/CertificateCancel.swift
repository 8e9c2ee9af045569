import ArgumentParser
import AttestryDomain

struct CertificateCancel: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Record that the organization gave the certificate up: the version ends for good."
    )

    @OptionGroup var event: EventOptions

    func run(in console: Console) throws {
        try event.record(.cancelled, as: .certificate, in: console)
    }
}
