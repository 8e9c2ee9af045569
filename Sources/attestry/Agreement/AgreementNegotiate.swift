import ArgumentParser
import AttestryDomain

struct AgreementNegotiate: EventCommand {
    static let configuration = verb(
        "negotiate", "Record that the customer wants other terms.",
        example: "attestry agreement negotiate acme-nda --on 2026-01-07")
    static let kind = AgreementEvent.Kind.negotiating

    @OptionGroup var event: AgreementEventOptions
}
