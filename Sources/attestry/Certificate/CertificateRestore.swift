import ArgumentParser
import AttestryDomain

struct CertificateRestore: EventCommand {
    static let configuration = verb(
        "restore", "Record that a suspension was lifted.",
        "Restoring an expired certificate is a renewal: 'certificate renew'.",
        example: """
            attestry certificate restore iso9001 --on 2026-11-02 \\
              --reason 'audit held'
            """)
    static let kind = Event.Kind.restored

    @OptionGroup var event: EvidenceEventOptions<Certificates>
}
