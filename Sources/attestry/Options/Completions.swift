import ArgumentParser
import AttestryDomain
import AttestryService

let codeCompletion = completion { try $0.evidenceCodes(of: $1.noun) }
let schemeCompletion = codesCompletion(of: .scheme)
let editionCompletion = completion { try $0.editionCodes(of: $1.after("--scheme"), $1) }
let productCompletion = codesCompletion(of: .product)
let customerCompletion = codesCompletion(of: .customer)
let contactCompletion = completion { try $0.contactAddresses(of: $1.after("--to"), $1) }
let agreementCompletion = codesCompletion(of: .agreement)
let agreementKindCompletion = completion { registry, _ in
    try registry.agreementKinds().map(\.code.description)
}
let activityCompletion = codesCompletion(of: .activity)
let publishableCompletion = completion { registry, _ in try registry.publishableCodes() }
let openAlertCompletion = completion { registry, _ in
    try registry.alerts(of: nil, in: [.open, .acknowledged, .snoozed]).map {
        "\($0.alert.id.rawValue)"
    }
}

/// Completes with the codes of a noun.
func codesCompletion(of noun: Noun) -> CompletionKind {
    completion { registry, _ in try registry.codes(of: noun) }
}

/// Completes with what the registry that the words typed so far name offers.
func completion(
    _ offers: @escaping @Sendable (Registry, _ words: [String]) throws -> [String]
) -> CompletionKind {
    .custom { words, _, _ in completed(words, offers) }
}

/// What the registry that the words typed so far name offers; nothing where it cannot be opened.
func completed(_ words: [String], _ offers: (Registry, [String]) throws -> [String]) -> [String] {
    var options = RegistryOptions()
    options.registry = words.after("--registry")
    // A shell that completes has no place for what is wrong.
    return (try? offers(options.open(in: .system()), words)) ?? []
}

extension [String] {
    /// The noun of evidence that a command line begins with.
    fileprivate var noun: Scheme.Noun? {
        dropFirst().first.flatMap { Scheme.Noun(rawValue: $0) }
    }

    /// The word after an option.
    fileprivate func after(_ option: String) -> String? {
        firstIndex(of: option).flatMap { dropFirst($0 + 1).first }
    }
}
