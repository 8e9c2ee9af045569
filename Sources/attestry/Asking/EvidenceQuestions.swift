import AttestryDomain
import AttestryService

/// What may be asked of somebody who records a certificate or a report: what it needs, what its
/// scheme needs and wishes for, and what nearly all of them have.
struct EvidenceQuestions {
    let noun: Scheme.Noun
    let registry: Registry

    /// The questions with what is known so far.
    func questions(_ form: Form) throws -> [Question] {
        let first = [Question.code("code", "what to call it, such as iso27001"), try schemes]
        guard let code = form["scheme"].flatMap({ Code($0) }),
            let scheme = try RegistryError.unlessMistyped({ try registry.rules(of: code) }),
            scheme.kind.noun == noun
        else { return first }
        return first + (try fields(scheme)) + identifiers(scheme) + owner
    }

    private var schemes: Question {
        get throws {
            let codes = try registry.schemes(keptAs: noun)
            return Question(
                field: "scheme", what: "the scheme, one of attestry scheme list", choices: codes)
        }
    }

    private func fields(_ scheme: Scheme) throws -> [Question] {
        let products = try registry.products().map(\.code.description)
        return VersionContent.fields(of: noun).compactMap { field in
            let isNeeded = needs(field, scheme)
            let isWished = scheme.wishedFields.contains(field.name)
            let isUsual = ["expires_on", "covers"].contains(field.name)
            guard isNeeded || isWished || isUsual, field.name != "covers" || !products.isEmpty
            else { return nil }
            let choices: [String] =
                switch field.name {
                case "edition": scheme.editionCodes
                case "covers": products
                case "criteria": scheme.knownCriteria
                default: []
                }
            return Question(
                field, of: VersionContent(issuedOn: .distantPast), in: registry, choices: choices,
                proposal: field.name == "edition" ? scheme.newestEdition : nil,
                isOptional: !isNeeded)
        }
    }

    private func needs(_ field: Field<VersionContent>, _ scheme: Scheme) -> Bool {
        switch field.name {
        case "edition": scheme.kind != .report && !scheme.editions.isEmpty
        case "period": scheme.kind == .report && scheme.coverage == .period
        case "as_of_on": scheme.kind == .report && scheme.coverage == .day
        case "opinion": scheme.kind == .report
        default: field.needed != nil || scheme.requiredFields.contains(field.name)
        }
    }

    private func identifiers(_ scheme: Scheme) -> [Question] {
        func question(_ name: String, isOptional: Bool) -> Question {
            Question(
                field: VersionContent.identifierPrefix + name, what: "its \(name)",
                choices: scheme.identifierValues[name] ?? [], isOptional: isOptional, isOpen: true)
        }
        return scheme.requiredIdentifiers.map { question($0, isOptional: false) }
            + scheme.wishedIdentifiers.map { question($0, isOptional: true) }
    }

    private var owner: [Question] {
        let blank = Evidence(id: ID(0), code: .unknown, scheme: .unknown, recordedOn: .distantPast)
        return Evidence.fields.filter { $0.name == "owner" }
            .map { Question($0, of: blank, in: registry, isOptional: true) }
    }
}

extension Scheme {
    /// The edition that a new certificate is most likely issued to: the one that was published
    /// last; one that is only announced follows none yet.
    fileprivate var newestEdition: String? {
        editions.values.filter { edition in
            let next = edition.successor.flatMap { editions[$0] }
            return edition.publishedOn != nil && next?.publishedOn == nil
        }
        .max { ($0.publishedOn ?? .distantPast) < ($1.publishedOn ?? .distantPast) }?.code
    }
}
