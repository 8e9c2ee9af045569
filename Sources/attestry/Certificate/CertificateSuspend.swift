import ArgumentParser
import AttestryDomain

struct CertificateSuspend: EventCommand {
    static let configuration = verb(
        "suspend", "Record that the certification body suspended it.",
        example: """
            attestry certificate suspend iso9001 --on 2026-10-01 \\
              --reason 'audit not allowed in time'
            """)
    static let kind = Event.Kind.suspended

    @OptionGroup var event: EvidenceEventOptions<Certificates>
}
