extension Fact {
    /// What follows from a fact of a scheme or of an edition: a `verdict`, whether a version can be
    /// `recorded`, a `release`, or what a `page` may say; `nothing` where it is not known well
    /// enough (`rules.md` §1).
    package func decides(ofEdition: Bool) -> String {
        guard let value, !value.isEmpty else { return "nothing" }
        let ofEdition = ofEdition && name != "names"
        guard let use = ofEdition ? "verdict" : Self.uses[name] else { return "nothing" }
        return use == "recording" || mayDecide ? use : "nothing"
    }

    /// Whether somebody should read its source again: it was last read more than a year before.
    package func isOld(on day: CivilDate) -> Bool {
        checkedOn.map { $0.adding(months: 12) < day } ?? false
    }

    private static let uses: [String: String] = {
        let uses = [
            "verdict": [
                "accredited", "coverage", "ended_on", "ending_milestones", "expiring_days",
                "freshness_basis", "freshness_months", "next_period_months", "parent_scheme",
                "restore_months", "suspension_months", "validity_months",
            ],
            "release": ["hand_over_identifiers", "needs_nda", "release_class"],
            "recording": [
                "identifier_examples", "identifier_values", "known_criteria", "known_identifiers",
                "milestone_kinds", "planned_milestones", "renewed_identifiers", "required_fields",
                "required_identifiers", "wished_fields", "wished_identifiers",
            ],
            "page": [
                "claim", "deprecated_months", "delisted_months", "ended_as", "names", "page_name",
                "right_names", "successor", "type_expected", "verify_url", "wording",
                "wrong_names", "wrong_words",
            ],
        ]
        return Dictionary(
            uniqueKeysWithValues: uses.flatMap { use, names in names.map { ($0, use) } })
    }()
}
