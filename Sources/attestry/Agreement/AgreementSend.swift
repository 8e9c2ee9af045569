import ArgumentParser
import AttestryDomain

struct AgreementSend: EventCommand {
    static let configuration = verb(
        "send", "Record that a draft went to the customer.",
        example: "attestry agreement send acme-nda --on 2026-01-05")
    static let kind = AgreementEvent.Kind.sent

    @OptionGroup var event: AgreementEventOptions
}
