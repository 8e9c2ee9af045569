import ArgumentParser
import AttestryDomain
import AttestryService

/// What goes to whom, as `may` and `log` take it.
struct RecipientOptions: ParsableArguments {
    @Argument(help: "CODE for the current version, or CODE@N.", completion: codeCompletion)
    var version: String?
    @Option(name: .customLong("to"), help: "The customer.", completion: customerCompletion)
    var customer: String?
    @Option(help: "The e-mail address of the person.", completion: contactCompletion)
    var contact: String?
    @Flag(help: "The bridge letter of the report, not the report itself.")
    var bridge = false
    @Option(help: "Why this person has sufficient knowledge to use the report.")
    var basis: String?
    @Flag(help: "An older or lapsed version is asked for on purpose.")
    var historical = false

    /// What was typed.
    var form: Form {
        Form(["code": version, "to": customer, "contact": contact, "basis": basis])
    }

    /// What a form asks for. Throws `usage` where it does not say what goes to whom.
    func request(_ form: Form, in registry: Registry) throws -> ReleaseRequest {
        let words = try form.arguments(("code", "what goes out"), ("to", "who gets it"))
        var request = ReleaseRequest(
            version: try registry.version(named: words[0]),
            customer: try registry.customer(named: words[1], "to"))
        request.isLetter = bridge
        request.contact = form["contact"]
        request.basis = form["basis"]
        request.isHistorical = historical
        return request
    }
}

extension Console {
    /// Says why the gate refuses, and what may be handed over instead.
    func explain(_ answer: ReleaseAnswer, isOverridden: Bool = false) {
        let word = isOverridden ? "overridden" : "refused"
        for rule in answer.failures {
            note("\(word): \(rule.rawValue): \(answer.detail(of: rule))")
        }
        for (name, value) in answer.handOver.sorted(by: { $0.key < $1.key }) {
            note("hand over: \(name) \(value)")
        }
        for warning in answer.warnings { note("warning: \(warning)") }
    }
}
