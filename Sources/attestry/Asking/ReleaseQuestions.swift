import AttestryDomain
import AttestryService

/// What may be asked of somebody who releases a document.
struct ReleaseQuestions {
    private let registry: Registry

    init(_ registry: Registry) { self.registry = registry }

    /// The questions with what is known so far.
    func questions(_ form: Form) throws -> [Question] {
        // Whoever is named wrongly is refused when all is asked.
        let customer = try form["to"].flatMap { name in
            try RegistryError.unlessMistyped { try registry.customer(named: name, "to") as Code }
        }
        let people =
            try customer.map { try registry.contactAddresses(of: $0.description, []) } ?? []
        let codes = try registry.evidenceCodes()
        return [
            Question(
                field: "code", what: "what goes out, CODE or CODE@N", choices: codes, isOpen: true
            ) { [registry] text in
                let named = try registry.version(named: text)
                guard codes.contains(named.code.description) else {
                    throw RegistryError.notFound("certificate or report", text, among: codes)
                }
                return text
            },
            try .customer("to", in: registry),
            open("contact", "the person's e-mail address", people, isOptional: true),
            Question(
                field: "channel", what: "by which way", choices: Distribution.Channel.words,
                proposal: "email"),
            open("purpose", "what they want it for", []),
            open(
                "basis", "why this person has sufficient knowledge to use it (SOC 2)", [],
                isOptional: true),
        ]
    }

    private func open(
        _ field: String, _ what: String, _ choices: [String], isOptional: Bool = false
    ) -> Question {
        Question(
            field: field, what: what, choices: choices, isOptional: isOptional, isOpen: true)
    }
}
