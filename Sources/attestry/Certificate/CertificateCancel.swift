import ArgumentParser
import AttestryDomain

struct CertificateCancel: EventCommand {
    static let configuration = verb(
        "cancel",
        "Record that the organization gave the certificate up: the version ends for good.",
        example: """
            attestry certificate cancel iso9001 --on 2026-11-02 \\
              --reason 'no longer needed'
            """)
    static let kind = Event.Kind.cancelled

    @OptionGroup var event: EvidenceEventOptions<Certificates>
}
