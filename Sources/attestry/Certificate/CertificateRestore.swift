import ArgumentParser
import AttestryDomain

struct CertificateRestore: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Record that a suspension was lifted.",
        discussion: """
            Restoring an expired certificate is a renewal: 'certificate renew'.

            Example:
              attestry certificate restore iso9001 --on 2026-11-02 \\
                --reason 'audit held'
            """)

    @OptionGroup var event: EventOptions

    func run(in console: Console) throws {
        try event.record(.restored, as: .certificate, in: console)
    }
}
