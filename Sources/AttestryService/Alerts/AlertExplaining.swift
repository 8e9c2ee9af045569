package import AttestryDomain
import AttestryStorage

extension Registry {
    /// Each anchor of an evidence, an agreement, a customer or an activity with its rungs: when
    /// each fires or fired, or why it does not. Throws `notFound` where nothing goes by that code.
    package func explainAlerts(of code: Code, asOf day: CivilDate?) throws -> AlertExplanation {
        try read(asOf: day) { try AlertExplanation(of: code, on: $1, $0, clock) }
    }

    /// All ladders: the program's and the user's.
    package func ladders() throws -> [Ladders.Rule] {
        try store.read { try $0.ladderRules() }
    }

    /// Sets a ladder of the user's. Throws `notFound` where nothing goes by what it is for.
    package func setLadder(_ rule: Ladders.Rule, author: Author) throws {
        try write("alert.ladder.set", author) { transaction, _ in
            try transaction.setLadder(rule)
        }
    }
}

extension WriteTransaction {
    func setLadder(_ rule: Ladders.Rule) throws {
        let code = try reading.current(rule.scope, rule.scopeCode)
        try reading.check(rule.anchor, in: rule.scope, code ?? "")
        try put(
            Ladders.Rule(
                scope: rule.scope, scopeCode: code, anchor: rule.anchor, ladder: rule.ladder,
                origin: rule.origin))
    }
}

extension ReadTransaction {
    /// The name by which goes what a ladder is set for. Throws `notFound` where nothing does.
    fileprivate func current(_ scope: Ladders.Scope, _ given: String?) throws -> String? {
        let code = given ?? ""
        switch scope {
        case .any: break
        case .kind:
            let kinds =
                try agreementKinds().map(\.code.description)
                + Scheme.Kind.allCases.map(\.rawValue) + ActivityCadence.words
            guard kinds.contains(code) else {
                throw RegistryError.notFound("kind", code, among: kinds)
            }
        case .scheme: return try catalogueItem(Code(code, field: "scheme")).code
        case .evidence:
            let current = try current(Code(code, field: "evidence"), of: .evidence)
            _ = try evidenceKey(current)
            return current.description
        case .agreement:
            let current = try current(Code(code, field: "agreement"), of: .agreement)
            _ = try customerOfAgreement(current)
            return current.description
        case .activity: return try activity(Code(code, field: "activity")).code.description
        }
        return given
    }

    /// Throws where a ladder would never be asked: no day of what it is set for goes by the name.
    fileprivate func check(_ anchor: AnchorName, in scope: Ladders.Scope, _ code: String) throws {
        let name = anchor.kind.rawValue
        let scopes = Ladders.scopes(of: anchor.kind)
        let kinds = [
            (Ladders.Scope.agreement, try agreementKinds().map(\.code.description)),
            (.evidence, Scheme.Kind.allCases.map(\.rawValue)), (.activity, ActivityCadence.words),
        ]
        let isFitting =
            scope != .kind || kinds.contains { scopes.contains($0) && $1.contains(code) }
        guard scopes.contains(scope), isFitting else {
            throw RegistryError(
                .invalid, "anchor: \(scope.rawValue) \(code) has no '\(name)'",
                hint: "attestry alert ladder list shows what each ladder is for", field: "anchor")
        }
        guard let milestone = anchor.detail else { return }
        guard anchor.kind == .milestone else {
            throw RegistryError(
                .invalid, "anchor: a ladder is for every \(name), not for one",
                hint: "give \(name)", field: "anchor")
        }
        let schemes = try schemes().filter { $0.kind.noun != .report }
        let own =
            scope == .evidence
            ? try evidence(evidenceKey(Code(code, field: "evidence")))?.scheme : nil
        let spoken = schemes.filter { scheme in
            switch scope {
            case .any, .agreement, .activity: true
            case .kind: scheme.kind.rawValue == code
            case .scheme: scheme.code.description == code
            case .evidence: scheme.code == own
            }
        }
        let known = Set(spoken.flatMap(\.milestoneKinds)).sorted()
        let takesAny = spoken.contains { $0.milestoneKinds.isEmpty }
        let near = known.nearest(to: milestone)
        guard !known.contains(milestone), !takesAny || !near.isEmpty else { return }
        throw RegistryError(
            .notFound, "anchor: no scheme knows a milestone '\(milestone.abbreviated)'",
            hint: near.isEmpty
                ? "kinds of milestones: \(known.joined(separator: " "))"
                : "did you mean milestone:\(near.joined(separator: " or milestone:"))?",
            field: "anchor")
    }

    /// The code by which the subject of alerts goes that is asked for by this one. Throws
    /// `notFound` where none does.
    func currentSubject(_ code: Code) throws -> Code {
        let nouns = AlertSubject.Kind.allCases.map(\.noun).filter(\.hasCodes)
        for noun in nouns where try has(code, noun) { return code }
        for noun in nouns where try isFormer(code, of: noun) {
            return try current(code, of: noun)
        }
        let words = nouns.map(\.rawValue)
        throw RegistryError.notFound(
            words.dropLast().joined(separator: ", ") + " or " + words.suffix(1).joined(),
            code.description, among: try nouns.flatMap(codes))
    }
}
