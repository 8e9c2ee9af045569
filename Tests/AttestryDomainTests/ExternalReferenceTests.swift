import AttestryDomain
import Testing

struct ExternalReferenceTests {
    @Test(arguments: [
        ("hubspot=12345", "hubspot=12345"), ("HubSpot=aB=1", "hubspot=aB=1"),
        ("sap.s4=C/2026", "sap.s4=C/2026"), ("crm=é", "crm=é"),
    ])
    func `a reference is a system in lower case and an id as it is`(text: String, kept: String)
        throws
    {
        #expect(try ExternalReference.checked(text, field: "ref") == kept)
    }

    @Test(arguments: [
        "", "12345", "=1", "hubspot=", "hub spot=1", "hubspot=1 2", "hubspot=1,2", "hubspot=1;2",
        "hubspot=\u{202E}1", "hubspot=\u{A0}", "-x=1",
        "hubspot=" + String(repeating: "1", count: 201),
    ])
    func `what could be taken for two, or hides something, is no reference`(text: String) {
        #expect(throws: RegistryError.self) {
            try ExternalReference.checked(text, field: "ref")
        }
    }

    @Test func `what is given counts for its systems, what was known for the others`() throws {
        var customer = Customer(
            id: ID(1), code: .unknown, name: "A", refs: ["a=1", "b=2"], recordedOn: .distantPast)
        #expect(
            Form(["ref": "B=3;c=4 c=5,b=3"]).fill(&customer, Customer.fields, isNew: false) == [])
        #expect(customer.refs == ["a=1", "b=3", "c=4", "c=5"])
        let cleared = Form(cleared: ["ref"])
        #expect(cleared.fill(&customer, Customer.fields, isNew: false) == [])
        #expect(customer.refs == [])
    }
}
