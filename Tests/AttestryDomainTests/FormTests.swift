import AttestryDomain
import AttestryTestSupport
import Testing

struct FormTests {
    @Test(arguments: Payloads.joiners)
    func `what follows a prefix is cut off by bytes, whatever mark stands there`(
        joiner: Unicode.Scalar
    ) {
        let form = Form(["identifiers.\(joiner)a": "1", "identifiers.b": "2", "other": "3"])
        #expect(form.fields(under: "identifiers.") == ["\(joiner)a": "1", "b": "2"])
    }

    @Test(arguments: Payloads.joiners)
    func `the name of a field is cut off a message by bytes`(joiner: Unicode.Scalar) {
        let error = RegistryError(.invalid, "on\(joiner): no day", field: "on")
        #expect(error.problems.map(\.detail) == ["\(joiner): no day"])
        #expect(RegistryError(.invalid, "no day", field: "on").problems[0].detail == "no day")
    }

    @Test func `a new noun says at once all that it lacks, and an edit nothing`() throws {
        var contact = Contact(
            id: ID(1), customer: ID(1), name: "J. Doe", email: "j@acme.example", role: .user)
        let before = contact
        let problems = Form(["role": "king"]).fill(&contact, Contact.fields, isNew: true)
        #expect(problems.map(\.field) == ["name", "email", "role"])
        #expect(Form().fill(&contact, Contact.fields, isNew: false).isEmpty)
        #expect(contact == before)
    }

    @Test func `what a noun cannot be without is not emptied`() throws {
        var customer = Customer(
            id: ID(1), code: try code("acme"), name: "Acme", domains: ["acme.example"],
            owner: "a@example.com", recordedOn: day("2026-01-01"))
        let form = Form(cleared: ["name", "owner", "domains"])
        let problems = form.fill(&customer, Customer.fields, isNew: false)
        #expect(problems.map(\.field) == ["name"])
        #expect(customer.name == "Acme" && customer.owner == nil && customer.domains.isEmpty)
    }
}
