import ArgumentParser
import AttestryDomain
import AttestryService

struct CustomerAdd: AttestryCommand {
    static let configuration = verb(
        "add", "Record a company.",
        """
        Prints the code. What it is on a day follows from its contracts: before the
        first it is a prospect, after the last a former customer.
        """,
        example: """
            attestry customer add acme --name 'Acme Inc.' --domain acme.example
            attestry customer add clinic --name 'Example Clinic' --status customer \\
              --since 2025-01-01 --phi --personal-data
            """)

    @Argument(help: "What to call it.")
    var code: String?
    @OptionGroup var fields: FieldOptions<Customer>
    @OptionGroup var contract: FieldOptions<ContractInput>
    @OptionGroup var asking: AskingOptions
    @OptionGroup var change: ChangeOptions<AuthorOptions>

    func run(in console: Console) throws {
        let registry = try change.registry.open(in: console)
        let author = change.why.author(in: console)
        let given = try fields.form(in: registry).merged(with: contract.form(in: registry))
        try console.asking(asking, given.with("code", code)) { form in
            questions(form, registry)
        } _: { form in
            let code = try form.arguments(("code", "what to call it"))[0]
            try registry.addCustomer(
                Code(code, field: "code"), form.without("code"), author: author)
            console.print(code)
        }
    }

    private func questions(_ form: Form, _ registry: Registry) -> [Question] {
        let blank = Customer(id: ID(0), code: .unknown, name: "", recordedOn: .distantPast)
        let status = form["status"] ?? "prospect"
        let contract = ContractInput.fields.compactMap { field -> Question? in
            switch field.name {
            case "status":
                Question(
                    field, of: ContractInput(), in: registry, proposal: "prospect",
                    isOptional: false)
            case "since" where status != "prospect":
                Question(field, of: ContractInput(), in: registry, isOptional: false)
            case "until" where status != "prospect":
                Question(
                    field, of: ContractInput(), in: registry, isOptional: status != "former")
            default: nil
            }
        }
        return [.code("code", "what to call it, such as acme")]
            + Customer.fields.filter { $0.name == "name" || $0.name == "domains" }.map {
                Question($0, of: blank, in: registry, isOptional: $0.needed == nil)
            } + contract
            + Customer.fields.filter { $0.name.begins(with: "handles_") }.map {
                Question(
                    $0, of: blank, in: registry, choices: ["yes", "no"], proposal: "no",
                    isOptional: false)
            }
    }
}
