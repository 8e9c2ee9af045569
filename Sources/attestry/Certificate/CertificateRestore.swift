import ArgumentParser
import AttestryDomain

struct CertificateRestore: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Record that a suspension was lifted.",
        discussion: "Restoring an expired certificate is a renewal: 'certificate renew'.")

    @OptionGroup var event: EventOptions

    func run(in console: Console) throws {
        try event.record(.restored, as: .certificate, in: console)
    }
}
