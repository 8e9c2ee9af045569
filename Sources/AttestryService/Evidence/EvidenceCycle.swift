import AttestryDomain

extension VersionContent {
    /// What a renewal takes over: everything but dates, the report's findings, and what is new each
    /// time.
    func carriedOver(in scheme: Scheme) -> VersionContent {
        var content = self
        (content.validFrom, content.expiresOn, content.asOfOn) = (nil, nil, nil)
        (content.periodStart, content.periodEnd) = (nil, nil)
        (content.opinion, content.exceptions) = (nil, nil)
        for name in scheme.renewedIdentifiers { content.identifiers[name] = nil }
        return content
    }
}

extension EvidenceWorld {
    /// Whether a version is the same cycle on new paper (`rules.md` §2); no report is.
    func isReissue(_ version: Version) -> Bool {
        scheme.kind != .report && rules.isReissue(version)
    }

    /// What is due in the life of a version, past days too; nothing for a reissue.
    func plannedMilestones(of version: Version) -> [PlannedMilestone] {
        guard scheme.kind != .report, !rules.isReissue(version) else { return [] }
        return EventRules.milestones(
            from: version.start, to: rules.end(of: version), scheme: scheme)
    }

    private var rules: CertificateRules {
        CertificateRules(portfolio: portfolio, scheme: scheme, evidence: evidence)
    }
}
