/// The rules that may refuse a release, in the order of `rules.md` §6.
package enum GateRule: String, Sendable, CaseIterable {
    case `internal`
    case portalOnly = "portal_only"
    case notIssued = "not_issued"
    case withdrawnOrSuspended = "withdrawn_or_suspended"
    case notInForce = "not_in_force"
    case superseded
    case noAgreement = "no_agreement"
    case noLongerThere = "no_longer_there"
    case notAnIntendedUser = "not_an_intended_user"
    case noDetermination = "no_determination"

    /// Whether a named approver may release in spite of it.
    package var canBeOverridden: Bool { self != .internal }
}

/// An agreement as the gate sees it on the day of the release.
package struct GateAgreement: Hashable, Sendable {
    /// What users call it.
    package let code: Code
    /// Whether its kind counts as an NDA.
    package let countsAsNDA: Bool
    /// The agreement's state on the day.
    package let state: AgreementStanding.State
    /// The first day of its first term.
    package let effectiveOn: CivilDate?

    package init(
        code: Code, countsAsNDA: Bool, state: AgreementStanding.State, effectiveOn: CivilDate?
    ) {
        self.code = code
        self.countsAsNDA = countsAsNDA
        self.state = state
        self.effectiveOn = effectiveOn
    }
}

/// Whether one version may go to one person of one customer on a day: everything the rules of
/// `rules.md` §6 look at.
package struct GateQuestion: Hashable, Sendable {
    /// The release class of the version's scheme.
    package var releaseClass: ReleaseClass
    /// Whether the class needs an NDA.
    package var needsNDA: Bool
    /// The state of the version's own verdict on the day.
    package var state: Verdict.State
    /// Whether it is a report rather than a certificate.
    package var isReport: Bool
    /// Whether it was issued by the day.
    package var isIssued: Bool
    /// Whether a newer version has started by the day.
    package var isSuperseded: Bool
    /// Whether the customer's contract overlaps what the version covers.
    package var contractOverlaps: Bool
    /// The customer's agreements.
    package var agreements: [GateAgreement]
    /// The role of the person; nil where nobody is named.
    package var role: Contact.Role?
    /// Whether the person is no longer at the customer.
    package var hasLeft: Bool
    /// Whether it is written down why this person has sufficient knowledge.
    package var hasBasis: Bool
    /// Whether history is asked for on purpose.
    package var isHistorical: Bool

    package init(
        releaseClass: ReleaseClass, needsNDA: Bool, state: Verdict.State, isReport: Bool,
        isIssued: Bool, isSuperseded: Bool, contractOverlaps: Bool, agreements: [GateAgreement],
        role: Contact.Role?, hasLeft: Bool = false, hasBasis: Bool, isHistorical: Bool
    ) {
        self.releaseClass = releaseClass
        self.needsNDA = needsNDA
        self.state = state
        self.isReport = isReport
        self.isIssued = isIssued
        self.isSuperseded = isSuperseded
        self.contractOverlaps = contractOverlaps
        self.agreements = agreements
        self.role = role
        self.hasLeft = hasLeft
        self.hasBasis = hasBasis
        self.isHistorical = isHistorical
    }

    /// All rules that refuse, in their order.
    package var failures: [GateRule] { rules(reliedOn: reliedOn) }

    /// All rules that refuse, in their order, with the agreement that was found for it.
    package func rules(reliedOn: GateAgreement?) -> [GateRule] {
        GateRule.allCases.filter { refuses($0, reliedOn) }
    }

    /// The agreement that a release relies on: in force, counting as an NDA, effective last.
    package var reliedOn: GateAgreement? {
        agreements.filter { $0.countsAsNDA && $0.state.isInForce }
            .max {
                ($0.effectiveOn ?? .distantPast, $1.code)
                    < ($1.effectiveOn ?? .distantPast, $0.code)
            }
    }

    private func refuses(_ rule: GateRule, _ reliedOn: GateAgreement?) -> Bool {
        switch rule {
        case .internal: return releaseClass == .internal
        case .portalOnly: return releaseClass == .portalOnly
        case .notIssued: return !isIssued
        case .withdrawnOrSuspended: return [.withdrawn, .cancelled, .suspended].contains(state)
        case .notInForce:
            let isOut = [.expired, .editionRetired, .parentInvalid].contains(state)
            return !isReport && isOut && !isHistorical
        case .superseded: return isSuperseded && !isHistorical
        case .noAgreement: return needsNDA && reliedOn == nil
        case .noLongerThere: return hasLeft
        case .notAnIntendedUser:
            let isUser = role == .user || role == .userAuditor
            return releaseClass == .restrictedUser && !(contractOverlaps && isUser)
        case .noDetermination:
            return releaseClass == .restrictedKnowledge && !(role != nil && hasBasis)
        }
    }
}

extension ReleaseClass {
    /// Whether the class needs an NDA where the user has not set otherwise.
    package var needsNDA: Bool {
        switch self {
        case .nda, .restrictedUser, .restrictedKnowledge: true
        case .public, .onRequest, .portalOnly, .internal: false
        }
    }
}
