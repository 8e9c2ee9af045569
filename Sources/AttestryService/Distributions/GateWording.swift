package import AttestryDomain

/// The words for what the gate found: each rule's facts, and what is odd but allowed.
extension ReleaseAnswer {
    /// The fact by which a rule refuses, as a clause for a person to read.
    package func detail(of rule: GateRule) -> String {
        switch rule {
        case .internal: return "\(world.scheme.code) is internal and never leaves"
        case .portalOnly:
            let identifiers = handOver.keys.sorted()
            return identifiers.isEmpty
                ? "it is shared through its own portal only"
                : "it is shared through its own portal only: hand over "
                    + identifiers.joined(separator: ", ")
        case .notIssued: return "it is issued on \(issuedOn), after \(day)"
        case .withdrawnOrSuspended, .notInForce:
            return "it is \(verdict.state.rawValue) since \(verdict.since?.description ?? "ever")"
        case .superseded: return "a newer version has started; --historical asks for this one"
        case .noAgreement: return noAgreement
        case .noLongerThere:
            let left = contact?.leftOn?.description ?? "some day"
            return "\(contact?.email ?? "nobody") left \(customer.code) on \(left)"
        case .notAnIntendedUser: return notAnIntendedUser
        case .noDetermination:
            return contact == nil
                ? "nobody is named; a determination is per person (--contact)"
                : "no basis: say why this person has sufficient knowledge (--basis)"
        }
    }

    /// The identifiers that are handed over in place of a file.
    package var handOver: [String: String] {
        guard question.releaseClass == .portalOnly else { return [:] }
        return version.identifiers.filter { world.scheme.handOverIdentifiers.contains($0.key) }
    }

    /// What a person should know although the release is allowed.
    package var warnings: [String] {
        var warnings = addressWarning.map { [$0] } ?? []
        if verdict.state == .stale {
            warnings.append(
                "the report is stale since \(verdict.since?.description ?? "long ago")")
        }
        if question.isIssued, verdict.state == .planned {
            warnings.append("it is issued but does not start before \(version.content.start)")
        }
        if question.isSuperseded { warnings.append("it is superseded by a newer version") }
        for flag in [Verdict.Flag.opinionAdverse, .opinionDisclaimer, .opinionQualified]
        where verdict.flags.contains(flag) {
            warnings.append(
                "the auditor's opinion is \(flag.rawValue.dropFirst("opinion_".count))")
        }
        return warnings
    }

    /// A person whose address does not belong to the company may be somebody else.
    private var addressWarning: String? {
        guard let contact, !customer.owns(address: contact.email) else { return nil }
        return "\(contact.email) is outside the domains of \(customer.code) "
            + "(\(customer.domains.joined(separator: ", ")))"
    }

    private var noAgreement: String {
        let candidates = question.agreements.filter(\.countsAsNDA)
        guard !candidates.isEmpty else {
            return "\(customer.code) has no agreement that counts as an NDA"
        }
        let states = candidates.map { "\($0.code) is \($0.state.rawValue)" }
        return "no agreement in force: " + states.joined(separator: ", ")
    }

    private var notAnIntendedUser: String {
        var reasons: [String] = []
        if !question.contractOverlaps {
            reasons.append("no contract of \(customer.code) overlaps what it covers")
        }
        if let role = contact?.role {
            if role != .user, role != .userAuditor {
                reasons.append("a \(role.rawValue) is not a user or a user's auditor")
            }
        } else {
            reasons.append("nobody is named (--contact)")
        }
        return reasons.joined(separator: "; ")
    }
}
