import AttestryDomain
import AttestryService

/// What the oracle's timelines say was recorded of an activity, or of the customers whose contracts
/// make one due.
struct OracleActivityOperation: Decodable, Sendable {
    let verb: String
    let from: String?
    let each: String?
    let every: Int?
    let contract_end_within: Int?
    let event: Bool?
    let owner: String?
    let on: String?
    let due: String?
    let until: String?
    let result: String?
    let occurrence: String?
    let reference: String?
    let extra: Bool?
    /// By when each thing that a record found is to be mended.
    let findings: [String]?
    let number: Int?
    let kind: String?
    let takes_back: Bool?

    /// Records it through the use case that a user's command would call.
    func perform(on name: String, in registry: Registry) throws {
        let code = try Code(name, field: "code")
        switch verb {
        case "add":
            try registry.addActivity(
                code, form.merged(with: Form(["title": "Control"])), author: .test)
        case "edit": try registry.editActivity(code, form, author: .test)
        case "void_cadence":
            try registry.voidCadence(from: day(from ?? ""), of: code, author: .test)
        case "done":
            let record = Form([
                "occurred_on": on, "result": result, "reference": reference,
                "extra": extra == true ? "yes" : nil,
            ])
            var input = ActivityInput(record, occurrence: occurrence)
            input.findings = (findings ?? []).map { ("slow", day($0)) }
            _ = try registry.recordActivity(code, input, author: .test)
        case "open":
            try registry.openOccurrence(
                occurrence ?? "", due: day(due ?? ""), on: on.map { day($0) }, of: code,
                author: .test)
        case "waive":
            try registry.waiveOccurrence(
                occurrence ?? "", by: "somebody", on: nil, of: code, author: .test)
        case "void_event":
            try registry.voidActivityEvent(
                ActivityEvent.Kind(kind ?? "", field: "kind"), on: day(on ?? ""), occurrence: nil,
                of: code, takesBack: false, author: .test)
        case "close":
            try registry.closeFinding(
                number ?? 0, on: on.map { day($0) }, of: code, author: .test)
        case "end": try registry.endActivity(code, on: on.map { day($0) }, author: .test)
        case "void":
            try registry.voidActivity(code, takesBack: takes_back ?? false, author: .test)
        default: try performOnCustomer(code, in: registry)
        }
    }

    private func performOnCustomer(_ code: Code, in registry: Registry) throws {
        switch verb {
        case "customer":
            try registry.addCustomer(
                code, contract("customer", Form(["name": code.description])), author: .test)
        case "contract": try registry.editCustomer(code, contract("customer"), author: .test)
        case "contract_end": try registry.editCustomer(code, contract(nil), author: .test)
        case "void_contract":
            try registry.voidContract(of: code, since: day(from ?? ""), author: .test)
        default: throw Oracle.Failure(description: "no operation \(verb)")
        }
    }

    private func contract(_ status: String?, _ others: Form = Form()) -> Form {
        Form(["status": status, "since": from, "until": until]).merged(with: others)
    }

    private var form: Form {
        let isOnOccasion = contract_end_within != nil || event == true
        return Form([
            "owner": owner, "from_on": from, "each_period": each,
            "every_months": every.map(String.init),
            "on_occasion": isOnOccasion
                ? (event == true ? "event" : "contract-end") : nil,
            "within_days": contract_end_within.map(String.init),
        ])
    }
}
