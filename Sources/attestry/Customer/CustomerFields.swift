import ArgumentParser
import AttestryDomain
import AttestryService

/// The fields of a customer, as add and edit take them.
struct CustomerFields: ParsableArguments {
    @Option(help: "A domain of its people's addresses; may be given several times.")
    var domain: [String] = []
    @Option(help: "prospect, customer or former.")
    var status: String?
    @Option(help: "The first day of its contract, YYYY-MM-DD.")
    var since: String?
    @Option(help: "The last day of its contract, YYYY-MM-DD.")
    var until: String?
    @Flag(inversion: .prefixedNo, help: "It entrusts protected health information.")
    var phi: Bool?
    @Flag(inversion: .prefixedNo, help: "It entrusts personal data.")
    var personalData: Bool?
    @Option(help: "The e-mail address of the person who keeps it.")
    var owner: String?

    func fields(name: String?) -> Fields {
        Fields([
            "name": name, "domains": domain.isEmpty ? nil : domain.joined(separator: ","),
            "status": status, "since": since, "until": until,
            "handles_phi": phi.map { $0 ? "yes" : "no" },
            "handles_personal_data": personalData.map { $0 ? "yes" : "no" }, "owner": owner,
        ])
    }
}

/// Completes the codes of customers.
let customerCompletion = CompletionKind.custom { words, _, _ in
    completed(words) { try $0.customerCodes() }
}

/// Completes the codes of agreements.
let agreementCompletion = CompletionKind.custom { words, _, _ in
    completed(words) { try $0.agreementCodes() }
}
