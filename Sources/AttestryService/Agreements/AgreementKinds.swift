package import AttestryDomain
import AttestryStorage

extension Registry {
    /// All kinds of agreements.
    package func agreementKinds() throws -> [JSONValue] {
        try store.read { reading in
            try reading.agreementKinds().map { kind in
                [
                    "code": .text(kind.code), "title": .string(kind.title),
                    "counts_as_nda": .bool(kind.countsAsNDA),
                    "satisfies": .text(kind.satisfies?.rawValue),
                    "retention_months": .number(kind.retentionMonths),
                    "expiring_days": .number(kind.expiringDays),
                    "origin": .string(kind.origin.rawValue),
                ]
            }
        }
    }

    /// Adds a kind of agreement, or changes one; it is the user's from then on.
    package func setAgreementKind(_ code: Code, _ form: Form, author: Author) throws {
        try write("agreement.kind.set", author) { transaction, _ in
            let known = try transaction.reading.agreementKinds().first { $0.code == code }
            var kind = known ?? AgreementKind(code: code, title: "")
            try RegistryError.check(form.fill(&kind, AgreementKind.fields, isNew: known == nil))
            guard kind != known else {
                throw RegistryError(.invalid, "nothing to change", hint: "--help lists the options")
            }
            kind.origin = .user
            try transaction.put(kind)
        }
    }
}
