package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Each anchor of an evidence, an agreement or a customer with its rungs: when each fires or
    /// fired, or why it does not. Throws `notFound` where nothing goes by that code.
    package func explainAlerts(of code: String, asOf day: CivilDate?) throws -> JSONValue {
        let code = try Code(code, field: "code")
        return try read(asOf: day) { reading, day in
            try AlertExplanation(of: code, on: day, reading).json
        }
    }

    /// All ladders: the program's and the user's.
    package func ladders() throws -> [JSONValue] {
        try store.read { try $0.ladderRules().map(\.json) }
    }

    /// Sets the user's ladder for an anchor: of one evidence, agreement, scheme or kind, or of all.
    package func setLadder(
        _ anchor: String, rungs: String, scope: Ladders.Scope, code: String?, author: Author
    ) throws {
        let anchor = try AnchorName(anchor, field: "anchor")
        let ladder = try Ladder(rungs)
        try write("alert.ladder.set", author) { transaction, _ in
            try transaction.reading.check(scope, code)
            try transaction.put(
                Ladders.Rule(
                    scope: scope, scopeCode: scope == .any ? nil : code, anchor: anchor,
                    ladder: ladder,
                    origin: .user))
        }
    }
}

extension ReadTransaction {
    /// Throws `notFound` where nothing goes by the name that a ladder is set for.
    fileprivate func check(_ scope: Ladders.Scope, _ code: String?) throws {
        switch (scope, code) {
        case (.any, _): return
        case (.kind, let code):
            let kinds =
                try agreementKinds().map(\.code.description)
                + Scheme.Kind.allCases.map(\.rawValue)
            guard let code, kinds.contains(code) else {
                throw RegistryError.notFound("kind", code ?? "", among: kinds)
            }
        case (.scheme, let code):
            _ = try catalogueItem(Code(code ?? "", field: "scheme"))
        case (.evidence, let code):
            _ = try evidenceKey(Code(code ?? "", field: "evidence"))
        case (.agreement, let code):
            _ = try customerOfAgreement(Code(code ?? "", field: "agreement"))
        }
    }

    /// Throws `notFound` where no subject of alerts goes by the code.
    func checkSubject(_ code: Code) throws {
        if try hasEvidence(code) || hasAgreement(code) || hasCustomer(code) { return }
        throw RegistryError.notFound(
            "evidence, agreement or customer", code.description,
            among: try evidenceCodes() + agreementCodes() + customerCodes())
    }
}
