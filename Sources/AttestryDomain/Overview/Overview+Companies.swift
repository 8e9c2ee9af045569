extension Overview {
    /// A company with its agreements in force.
    package struct Company: Sendable {
        /// An agreement in force.
        package struct Pact: Sendable {
            /// The title of its kind.
            package let title: String
            /// Its state.
            package let state: AgreementStanding.State
            /// The last day of its term; nil where open.
            package let until: CivilDate?

            package init(title: String, state: AgreementStanding.State, until: CivilDate?) {
                self.title = title
                self.state = state
                self.until = until
            }
        }

        /// Its name.
        package let name: String
        /// What it is on the day.
        package let status: Customer.Status
        /// Its agreements in force, in the order of recording.
        package let agreements: [Pact]
        /// The duties that no agreement in force meets.
        package let unmet: [Obligation]

        package init(
            name: String, status: Customer.Status, agreements: [Pact], unmet: [Obligation]
        ) {
            self.name = name
            self.status = status
            self.agreements = agreements
            self.unmet = unmet
        }
    }

    /// A version that is in somebody's hands.
    package struct Held: Sendable {
        /// The version.
        package let version: VersionReference
        /// How it stands by itself on the day.
        package let verdict: Verdict
        /// How many persons hold it, and companies where nobody was named.
        package let holders: Int
        /// How many companies that is.
        package let companies: Int
        /// The names of some of the companies.
        package let names: [String]

        package init(
            version: VersionReference, verdict: Verdict, holders: Int, companies: Int,
            names: [String]
        ) {
            self.version = version
            self.verdict = verdict
            self.holders = holders
            self.companies = companies
            self.names = names
        }
    }
}
