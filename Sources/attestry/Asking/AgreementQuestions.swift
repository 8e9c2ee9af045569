import AttestryDomain
import AttestryService

/// What may be asked of somebody who records an agreement: with whom, of which kind, since when,
/// and how it ends.
struct AgreementQuestions {
    private let registry: Registry
    private let first: [Question]

    init(_ registry: Registry) throws {
        self.registry = registry
        let kinds = try registry.agreementKinds().map(\.code.description)
        first = [
            try .customer(in: registry),
            Question(field: "kind", what: "its kind", choices: kinds, proposal: "nda"),
        ]
    }

    /// The questions with what is known so far.
    func questions(_ form: Form) throws -> [Question] {
        let renewal = form["renewal"] ?? (form["ends_on"] == nil ? nil : "fixed")
        let signed = AgreementStart.fields.filter {
            $0.name == "executed_on" || $0.name == "signed_by" && form["executed_on"] != nil
        }.map { Question($0, of: AgreementStart(), in: registry, isOptional: true) }
        let terms = AgreementTerms.fields.compactMap { field -> Question? in
            func question(_ proposal: String? = nil, isOptional: Bool = true) -> Question {
                Question(
                    field, of: AgreementTerms(), in: registry, proposal: proposal,
                    isOptional: isOptional)
            }
            return switch field.name {
            case "effective_on": question(form["executed_on"])
            case "renewal" where form["ends_on"] == nil: question("fixed", isOptional: false)
            case "ends_on" where renewal == "fixed": question(isOptional: false)
            case "ends_on" where renewal == "auto": question()
            case "term_months" where renewal == "auto": question(isOptional: false)
            case "notice_days" where renewal == "auto": question()
            case "survival_months": question()
            default: nil
            }
        }
        return first + signed + terms
    }
}

extension Question {
    /// The question for a customer: by code, name or domain.
    static func customer(_ field: String = "customer", in registry: Registry) throws -> Question {
        var question = Question(
            field: field, what: "the customer's code, name or domain",
            choices: try registry.codes(of: .customer))
        question.isOpen = true
        return question
    }
}
