/// What a board is shown of a registry on a day.
package struct Overview: Sendable {
    /// How much is recorded, and how much of it holds.
    package struct Figures: Sendable {
        /// How many pieces of evidence are recorded.
        package let evidence: Int
        /// How many of them are in force.
        package let inForce: Int
        /// How many of them are in force and near their last day, as their schemes count it.
        package let lapsing: Int
        /// How many companies are customers.
        package let customers: Int
        /// How many agreements are in force.
        package let agreementsInForce: Int
        /// How many alerts are unresolved; nil on another day than today.
        package let openAlerts: Int?

        package init(
            evidence: Int, inForce: Int, lapsing: Int, customers: Int, agreementsInForce: Int,
            openAlerts: Int?
        ) {
            self.evidence = evidence
            self.inForce = inForce
            self.lapsing = lapsing
            self.customers = customers
            self.agreementsInForce = agreementsInForce
            self.openAlerts = openAlerts
        }
    }

    /// The name of the organization.
    package let organization: String
    /// The day asked about.
    package let day: CivilDate
    /// How much is recorded, and how much of it holds.
    package let figures: Figures
    /// What is wrong, the critical things first.
    package let concerns: [Concern]
    /// All evidence over time, by code.
    package let lives: [EvidenceLife]
    /// What is due within the next twelve months.
    package let plan: Plan
    /// The customers, and who else has an agreement in force, by code.
    package let companies: [Company]
    /// Whether there may be more companies than those.
    package let hasMoreCompanies: Bool
    /// Which versions are held, by whom.
    package let held: [Held]

    package init(
        organization: String, day: CivilDate, figures: Figures, concerns: [Concern],
        lives: [EvidenceLife], plan: Plan, companies: [Company],
        hasMoreCompanies: Bool, held: [Held]
    ) {
        self.organization = organization
        self.day = day
        self.figures = figures
        self.concerns = concerns
        self.lives = lives
        self.plan = plan
        self.companies = companies
        self.hasMoreCompanies = hasMoreCompanies
        self.held = held
    }
}
