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
    package func setAgreementKind(_ code: String, _ fields: Fields, author: Author) throws {
        let code = try Code(code, field: "code")
        try write("agreement.kind.set", author) { transaction, _ in
            let known = try transaction.reading.agreementKinds().first { $0.code == code }
            guard let title = try fields.text("title", known?.title) else {
                throw RegistryError.missing(
                    "title", "'\(code)' is a new kind", hint: "give its full name")
            }
            var kind = known ?? AgreementKind(code: code, title: title)
            kind.title = title
            kind.countsAsNDA = try fields.flag("counts_as_nda", kind.countsAsNDA)
            kind.satisfies = try fields.choice("satisfies", kind.satisfies)
            kind.retentionMonths =
                try fields.number("retention_months", kind.retentionMonths, in: 0...1200)
                ?? kind.retentionMonths
            kind.expiringDays =
                try fields.number("expiring_days", kind.expiringDays, in: 0...3650)
                ?? kind.expiringDays
            guard kind != known else {
                throw RegistryError(.invalid, "nothing to change", hint: "--help lists the options")
            }
            kind.origin = .user
            try transaction.put(kind)
        }
    }
}
