package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Records a person at a customer. Throws `conflict` where the address is known there already,
    /// and otherwise all that is wrong with the form.
    package func addContact(_ form: Form, of customer: Code, author: Author) throws -> String {
        try write("customer.contact.add", author) { transaction, today in
            try transaction.addContact(form, of: customer, today: today)
        }
    }

    /// Changes the name, address or role of a person.
    package func editContact(_ email: String, of customer: Code, _ form: Form, author: Author)
        throws
    {
        try write("customer.contact.edit", author) { transaction, _ in
            guard try transaction.editContact(email, of: customer, form) else {
                throw RegistryError.nothingToChange
            }
        }
    }

    /// Marks a person as recorded in error, or takes that back.
    package func voidContact(
        _ email: String, of customer: Code, takesBack: Bool = false, author: Author
    ) throws {
        let verb = takesBack ? "unvoid" : "void"
        try change("customer.contact.\(verb)", email, of: customer, isVoided: takesBack, author) {
            $0.isVoided = !takesBack
        }
    }

    /// Records the day from which a person is no longer at the customer; nil takes that back.
    package func recordLeaving(
        of email: String, at customer: Code, on day: CivilDate?, author: Author
    ) throws {
        try change("customer.contact.leave", email, of: customer, author) { contact in
            guard contact.leftOn != day else {
                throw RegistryError(
                    .conflict,
                    contact.leftOn.map { "\(contact.email) left on \($0) already" }
                        ?? "nothing says that \(contact.email) left")
            }
            contact.leftOn = day
        }
    }

    /// The persons at a customer, or at all.
    package func contacts(of code: Code?) throws -> [ContactDocument] {
        try store.read { reading in
            let chosen = try code.map { try reading.customer($0).id }
            let contacts = try reading.contacts(of: chosen)
            try reading.noteStrayContacts()
            let names = try reading.customerNames(Set(contacts.map(\.customer)))
            return contacts.map { ContactDocument(customer: names[$0.customer], contact: $0) }
        }
    }

    private func change(
        _ action: String, _ email: String, of code: Code, isVoided: Bool = false,
        _ author: Author, _ body: (inout Contact) throws -> Void
    ) throws {
        try write(action, author) { transaction, _ in
            _ = try transaction.change(email, of: code, isVoided: isVoided, body)
        }
    }
}

/// A person with the customer whose person it is.
package struct ContactDocument: Sendable {
    let customer: Code?
    let contact: Contact

    /// The columns of a list.
    package static let columns: [Column<ContactDocument>] =
        [Column("customer") { $0.customer }] + Contact.columns.of(\.contact)
}

extension Contact {
    /// The columns of the persons at one customer.
    static let columns: [Column<Contact>] = [
        Column("name") { $0.name }, Column("email") { $0.email }.naming,
        Column("role") { $0.role }, Column("left_on", .ifThereIsRoom) { $0.leftOn },
    ]
}

extension WriteTransaction {
    /// Records a person; without a customer it says what is wrong with the person alone.
    func addContact(_ form: Form, of code: Code?, today: CivilDate) throws -> String {
        var problems: [Problem] = []
        let customer = try problems.gather(in: "customer") { try code.map(reading.customer) } ?? nil
        var contact = Contact(
            id: ID(0), customer: customer?.id ?? ID(0), name: "", email: "", role: .user)
        problems += form.fill(&contact, Contact.fields, isNew: true)
        problems += form.strangers(among: Contact.fields)
        if let customer, !problems.contains(where: { $0.field == "email" }) {
            try problems.gather { try refuseTwin(of: contact, at: customer.code) }
        }
        try RegistryError.check(problems)
        guard let customer else {
            throw RegistryError.missing("customer", "a contact has one", hint: "give its code")
        }
        _ = try insert(contact, of: customer.code, recordedOn: today)
        return contact.email
    }

    /// Changes a person; returns whether that changed anything.
    func editContact(_ email: String, of customer: Code, _ form: Form) throws -> Bool {
        try change(email, of: customer) { contact in
            try RegistryError.check(form.fill(&contact, Contact.fields, isNew: false))
        }
    }

    fileprivate func change(
        _ email: String, of code: Code, isVoided: Bool = false,
        _ body: (inout Contact) throws -> Void
    ) throws -> Bool {
        let customer = try reading.customer(code)
        let before = try reading.knownContact(email, of: customer, isVoided: isVoided)
        var contact = before
        try body(&contact)
        guard contact != before else { return false }
        if !contact.isVoided { try refuseTwin(of: contact, at: customer.code) }
        try update(contact, of: customer.code)
        return true
    }

    /// Throws `conflict` where another person at the customer has the address, however it is spelt.
    fileprivate func refuseTwin(of contact: Contact, at code: Code) throws {
        guard let twin = try reading.contact(contact.email, of: contact.customer),
            twin.id != contact.id
        else { return }
        throw RegistryError(
            .conflict, "\(code) has a contact '\(twin.email)' already",
            hint: "attestry customer contact edit changes it", field: "email")
    }
}

extension ReadTransaction {
    /// The contact of this address. Throws `notFound` with the addresses that come near.
    func knownContact(_ email: String, of customer: Customer, isVoided: Bool = false) throws
        -> Contact
    {
        if let contact = try contact(email, of: customer.id, isVoided: isVoided) { return contact }
        if isVoided {
            throw RegistryError(
                .notFound,
                "contact: no contact '\(email.abbreviated)' of \(customer.code) is voided",
                hint: "attestry customer contact list \(customer.code) has those that stand",
                field: "contact")
        }
        let known = try contacts(of: customer.id).map(\.email)
        throw RegistryError(
            .notFound, "contact: \(customer.code) has no contact '\(email.abbreviated)'",
            hint: known.nearest(to: email).first.map { "did you mean \($0)?" }
                ?? "attestry customer contact add \(customer.code) records one", field: "contact")
    }
}
