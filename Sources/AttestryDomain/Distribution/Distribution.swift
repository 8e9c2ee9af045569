/// One release or refusal of one version to one customer with everything the ledger says of it,
/// never changed once recorded (`rules.md` §6).
package struct Distribution: Hashable, Sendable {
    /// By which way it went.
    package enum Channel: String, Sendable, CaseIterable {
        case email, portal, other
        case dataRoom = "data-room"
        case inPerson = "in-person"
    }

    /// Whether it went out.
    package enum Outcome: String, Sendable, CaseIterable {
        case released, refused
    }

    /// A person as they were when a row was recorded; a later edit of the contact changes no row.
    package struct Person: Hashable, Sendable {
        package let name: String
        package let email: String
        package let role: Contact.Role

        package init(name: String, email: String, role: Contact.Role) {
            self.name = name
            self.email = email
            self.role = role
        }
    }

    /// Which version went to whom, when, and what followed.
    package var handover: Handover
    /// When it was recorded; UTC.
    package var recordedAt: Timestamp
    /// Who released or refused it: the person it was done for, else the operating system's user.
    package var releasedBy: String
    /// The release class of the version's scheme at that time.
    package var releaseClass: ReleaseClass
    /// The person at that time; nil where nobody is named.
    package var person: Person?
    /// Why this person has sufficient knowledge.
    package var basis: String?
    /// The agreement that the release relied on.
    package var agreement: ID<Agreement>?
    /// What for.
    package var purpose: String
    /// By which way.
    package var channel: Channel
    /// SHA-256 of the document, in hexadecimal; nil where none is stored.
    package var sha256: String?
    /// SHA-256 of the stamped copy that was handed out.
    package var copySHA256: String?
    /// What identifies the copy; printed on it where it is stamped.
    package var copyID: String
    /// Whether history was asked for on purpose.
    package var isHistorical: Bool
    /// The rules that refused.
    package var rulesFailed: [String]
    /// Why it was released in spite of them.
    package var override: String?
    /// Who approved that.
    package var approvedBy: String?
    /// The last day on which the person may have access.
    package var accessEndsOn: CivilDate?
    /// Whether it happened before the registry was kept and came out of a file.
    package var isImported: Bool

    package init(
        handover: Handover, recordedAt: Timestamp, releasedBy: String,
        releaseClass: ReleaseClass, person: Person?, basis: String?,
        agreement: ID<Agreement>?, purpose: String, channel: Channel,
        sha256: String?, copySHA256: String? = nil, copyID: String, isHistorical: Bool,
        rulesFailed: [String], override: String? = nil, approvedBy: String? = nil,
        accessEndsOn: CivilDate? = nil, isImported: Bool = false
    ) {
        self.handover = handover
        self.recordedAt = recordedAt
        self.releasedBy = releasedBy
        self.releaseClass = releaseClass
        self.person = person
        self.basis = basis
        self.agreement = agreement
        self.purpose = purpose
        self.channel = channel
        self.sha256 = sha256
        self.copySHA256 = copySHA256
        self.copyID = copyID
        self.isHistorical = isHistorical
        self.rulesFailed = rulesFailed
        self.override = override
        self.approvedBy = approvedBy
        self.accessEndsOn = accessEndsOn
        self.isImported = isImported
    }
}
