import ArgumentParser
import AttestryDomain

struct CertificateSuspend: AttestryCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Record that the certification body suspended it.",
        discussion: """
            Example:
              attestry certificate suspend iso9001 --on 2026-10-01 \\
                --reason 'audit not allowed in time'
            """)

    @OptionGroup var event: EventOptions

    func run(in console: Console) throws {
        try event.record(.suspended, as: .certificate, in: console)
    }
}
