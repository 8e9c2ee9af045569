import AttestryDomain

/// Whether one version may go to somebody at a customer: the gate asked for each person there, as
/// if a basis were given.
struct AccessDesk {
    let scheme: Scheme
    let version: Version
    let verdict: Verdict
    let world: CustomerWorld
    /// The customer's agreements as they stand on the day.
    let agreements: [GateAgreement]
    let day: CivilDate

    func answer(_ name: VersionReference, _ contacts: [Contact]) -> JSONValue {
        let restricted =
            scheme.releaseClass == .restrictedUser || scheme.releaseClass == .restrictedKnowledge
        let anybody = question(role: nil).failures
        let persons = contacts.filter { question(role: $0.role).failures.isEmpty }
        let isAllowed = restricted ? !persons.isEmpty : anybody.isEmpty
        let best =
            contacts.map { question(role: $0.role).failures }
            .min { $0.count < $1.count } ?? anybody
        return [
            "version": .text(name), "class": .string(scheme.releaseClass.rawValue),
            "allowed": .bool(isAllowed),
            "rules": .texts(isAllowed ? [] : (restricted ? best : anybody).map(\.rawValue)),
            "contacts": .texts(isAllowed && restricted ? persons.map(\.email) : []),
            "needs_basis": .bool(scheme.releaseClass == .restrictedKnowledge),
        ]
    }

    private func question(role: Contact.Role?) -> GateQuestion {
        GateQuestion(
            releaseClass: scheme.releaseClass, needsNDA: scheme.needsNDA, state: verdict.state,
            isReport: scheme.kind == .report, isIssued: version.issuedOn <= day,
            isSuperseded: verdict.flags.contains(.superseded),
            contractOverlaps: world.customer.overlaps(version, asOf: day),
            agreements: scheme.needsNDA ? agreements : [], role: role,
            hasBasis: true, isHistorical: false)
    }
}
