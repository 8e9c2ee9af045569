/// What is stamped on each page of a copy.
package struct CopyMark: Sendable {
    /// The customer's name and code.
    package let customer: (name: String, code: String)
    /// The person's name and address; nil where nobody is named.
    package let person: (name: String, email: String)?
    /// The day of the release.
    package let day: CivilDate
    /// The version, as `CODE@N`.
    package let version: String
    /// What identifies the copy.
    package let copyID: String

    package init(
        customer: (name: String, code: String), person: (name: String, email: String)?,
        day: CivilDate, version: String, copyID: String
    ) {
        self.customer = customer
        self.person = person
        self.day = day
        self.version = version
        self.copyID = copyID
    }
}
