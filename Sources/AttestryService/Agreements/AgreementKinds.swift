package import AttestryDomain
import AttestryStorage

extension Registry {
    /// All kinds of agreements.
    package func agreementKinds() throws -> [AgreementKind] {
        try store.read { try $0.agreementKinds() }
    }

    /// Adds a kind of agreement, or changes one; it is the user's from then on.
    package func setAgreementKind(_ code: Code, _ form: Form, author: Author) throws {
        try write("agreement.kind.set", author) { transaction, _ in
            guard try transaction.setAgreementKind(code, form) else {
                throw RegistryError.nothingToChange
            }
        }
    }
}

extension WriteTransaction {
    /// Adds or changes a kind of agreement; returns whether that changed anything.
    func setAgreementKind(_ code: Code, _ form: Form) throws -> Bool {
        let known = try reading.agreementKinds().first { $0.code == code }
        var kind = known ?? AgreementKind(code: code, title: "")
        try RegistryError.check(form.fill(&kind, AgreementKind.fields, isNew: known == nil))
        guard kind != known else { return false }
        kind.origin = .user
        try put(kind)
        return true
    }
}
