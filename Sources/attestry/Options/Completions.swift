import ArgumentParser
import AttestryDomain
import AttestryService

let codeCompletion = completion { try $0.evidenceCodes(of: $1.noun) }
let schemeCompletion = completion { registry, _ in try registry.schemes().map(\.code) }
let editionCompletion = completion { try $0.editionCodes(of: $1.after("--scheme"), $1) }
let productCompletion = completion { registry, _ in
    try registry.products().map(\.code.description)
}
let customerCompletion = completion { registry, _ in try registry.customerCodes() }
let contactCompletion = completion { try $0.contactAddresses(of: $1.after("--to"), $1) }
let agreementCompletion = completion { registry, _ in try registry.agreementCodes() }
let agreementKindCompletion = completion { registry, _ in
    try registry.agreementKinds().map(\.code.description)
}
let activityCompletion = completion { registry, _ in try registry.activityCodes() }
let publishableCompletion = completion { registry, _ in try registry.publishableCodes() }
let openAlertCompletion = completion { registry, _ in
    try registry.alerts(of: nil, in: [.open, .acknowledged, .snoozed]).map {
        "\($0.alert.id.rawValue)"
    }
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
