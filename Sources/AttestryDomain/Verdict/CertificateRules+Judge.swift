extension CertificateRules {
    /// Applies the table of `rules.md` §3 to a version that has started.
    ///
    /// `until` is left for the caller where the version is not in force: it may lie in an earlier
    /// one.
    func judge(_ version: Version, on day: CivilDate, pending: [Version]) throws -> Verdict {
        let parent = try parentVerdict(of: version, on: day)
        let ownUntil = try ownUntil(of: version, on: day)
        let reasons =
            limitReasons(of: version, on: day)
            + [
                suspensionReason(of: version, on: day), parentReason(of: version, parent: parent),
                surveillanceReason(of: version, on: day),
                expiringReason(of: version, until: ownUntil, on: day, pending: pending),
            ].compactMap(\.self)
        let state = reasons.first?.rule ?? .active
        let isInForce = !state.endsForce
        return Verdict(
            state: state,
            since: try reasons.first?.on
                ?? portfolio.began(version, of: scheme, by: day, children: lineage),
            until: isInForce ? try until(from: ownUntil, through: pending, on: day) : nil,
            isInForce: isInForce,
            flags: flags(of: version, state: state, parent: parent, pending: pending, on: day),
            reasons: reasons,
            version: version.version,
            end: end(of: version))
    }

    /// The rows `withdrawn`, `cancelled`, `edition_retired` and `expired`, in their order.
    private func limitReasons(of version: Version, on day: CivilDate) -> [Verdict.Reason] {
        let event = version.terminalEvent(by: day).map { event in
            reason(
                event.kind == .cancelled ? .cancelled : .withdrawn, event.occurredOn, version,
                "\(event.kind.rawValue) on \(event.occurredOn)")
        }
        let limits = limits(of: version, on: day).filter { $0.last < day }.map { rule, last in
            let missed = ending(of: version, on: day).flatMap {
                $0.dueOn == last ? "\($0.kind) was due by \(last)" : nil
            }
            let end = version.expiresOn == nil ? "computed end \(last)" : "valid until \(last)"
            return reason(
                rule, last.dayAfter, version,
                rule == .expired
                    ? missed ?? end : "\(retiredTitle(of: version)) retired after \(last)")
        }
        return [event].compactMap(\.self) + limits
    }

    private func suspensionReason(of version: Version, on day: CivilDate) -> Verdict.Reason? {
        version.suspension(by: day).map {
            reason(.suspended, $0.occurredOn, version, "suspended on \($0.occurredOn)")
        }
    }

    /// The row `parent_invalid`: required, and absent or not in force.
    private func parentReason(of version: Version, parent: Verdict?) -> Verdict.Reason? {
        guard let required = requiredParent(of: version) else { return nil }
        guard let parent, let name = version.parent else {
            return reason(.parentInvalid, version.start, version, "needs a parent of \(required)")
        }
        guard !parent.isInForce else { return nil }
        let stopped = parent.reasons.filter { $0.rule.endsForce }.map(\.on).min()
        let fact = "parent \(name) is \(parent.state.rawValue)"
        return reason(.parentInvalid, stopped ?? version.start, version, fact)
    }

    private func surveillanceReason(of version: Version, on day: CivilDate) -> Verdict.Reason? {
        let overdue = milestones(of: version)
            .filter { $0.kind == Milestone.surveillance && $0.isOverdue(on: day) }.map(\.dueOn)
            .min()
        return overdue.map {
            reason(
                .surveillanceOverdue, $0.dayAfter, version, "surveillance audit was due by \($0)")
        }
    }

    private func expiringReason(
        of version: Version, until: CivilDate?, on day: CivilDate, pending: [Version]
    ) -> Verdict.Reason? {
        guard let until, day.isFollowed(by: until, within: scheme.expiringDays),
            !pending.contains(where: { $0.start <= until.dayAfter })
        else { return nil }
        let limit =
            if until == end(of: version) {
                "end"
            } else if until == retirement(of: version) {
                "retirement of the edition"
            } else if let ending = ending(of: version, on: day), until == ending.dueOn {
                ending.kind
            } else {
                "end of parent \(version.parent?.description ?? "")"
            }
        return reason(
            .expiring, until.subtracting(days: scheme.expiringDays), version,
            "\(limit) on \(until)")
    }

    /// A row with its day, which is never before the version's start.
    private func reason(
        _ rule: Verdict.State, _ day: CivilDate, _ version: Version, _ fact: String
    ) -> Verdict.Reason {
        Verdict.Reason(rule: rule, on: max(day, version.start), fact: fact)
    }
}

extension CertificateRules {
    /// The flags of `rules.md` §3 that hold for a version that has started.
    private func flags(
        of version: Version, state: Verdict.State, parent: Verdict?, pending: [Version],
        on day: CivilDate
    ) -> Set<Verdict.Flag> {
        var flags = editionFlags(of: version, on: day)
        if state == .expired, isRestorable(version, on: day) { flags.insert(.restorable) }
        if !pending.isEmpty { flags.insert(.renewalPending) }
        if let computed = computedEnd(of: version) {
            if version.expiresOn == nil { flags.insert(.computedExpiry) }
            if let printed = version.expiresOn, printed > computed {
                flags.insert(.printedDiffersFromComputed)
            }
        }
        let hasStarted = parent.map { $0.state != .none && $0.state != .planned } ?? false
        if requiredParent(of: version) != nil, !hasStarted { flags.insert(.parentMissing) }
        let isOverdue = milestones(of: version)
            .contains { $0.kind != Milestone.surveillance && $0.isOverdue(on: day) }
        if isOverdue { flags.insert(.milestoneOverdue) }
        return flags
    }

    private func editionFlags(of version: Version, on day: CivilDate) -> Set<Verdict.Flag> {
        guard let edition = edition(of: version) else { return [] }
        var flags = scheme.flags(of: edition, on: day)
        if edition.lateness(of: version.content) != nil, !isReissue(version) {
            flags.insert(.editionNotCurrentAtIssue)
        }
        return flags
    }

    /// Whether the certification body may still restore it: the edition lives, and the window is
    /// open.
    private func isRestorable(_ version: Version, on day: CivilDate) -> Bool {
        guard let limit = restoreLimit(of: version) else { return false }
        let retires = retirement(of: version)
        return day <= limit && retires.map { day <= $0 } ?? true
    }

    /// The last day on which an expired version may be restored; nil where the scheme has no
    /// window.
    package func restoreLimit(of version: Version) -> CivilDate? {
        guard let months = scheme.restoreMonths, let end = end(of: version) else { return nil }
        return end.adding(months: months)
    }
}
