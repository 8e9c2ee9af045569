/// A way by which people or programs hear of alerts.
package struct Channel: Hashable, Sendable {
    /// The kinds of channels.
    package enum Kind: String, Sendable, CaseIterable {
        case mail, webhook, slack, teams, pagerduty, file, checkpoint
    }

    /// Where its secret is read from when something is sent; the registry never holds it.
    package enum SecretSource: Hashable, Sendable {
        /// A file of this path.
        case file(String)
        /// A credential of this name that systemd hands to the service (systemd.exec(5)).
        case credential(String)
    }

    /// Which notifications a channel takes.
    package struct Filter: Hashable, Sendable {
        /// The kinds of subjects; empty for all.
        package var kinds: Set<AlertSubject.Kind>
        /// The schemes of evidence; empty for everything, evidence or not.
        package var schemes: Set<String>
        /// The least severity.
        package var severity: AlertSeverity

        package init(
            kinds: Set<AlertSubject.Kind> = [], schemes: Set<String> = [],
            severity: AlertSeverity = .info
        ) {
            self.kinds = kinds
            self.schemes = schemes
            self.severity = severity
        }

        /// Whether a notification gets through.
        package func takes(_ notification: AlertNotification) -> Bool {
            severity <= notification.severity
                && (kinds.isEmpty || kinds.contains(notification.subject.kind))
                && (schemes.isEmpty || notification.scheme.map { schemes.contains($0) } ?? false)
        }
    }

    package let id: ID<Channel>
    /// What users call it.
    package let code: Code
    /// The kind of the channel.
    package let kind: Kind
    /// The sender of mail, of checkpoints too, the address of a web hook, the path of a file.
    package var target: String?
    /// The program that takes mail in sendmail's place.
    package var program: String?
    /// Who gets its checkpoints, or its mail whatever the alert; empty for the alert's own
    /// recipients.
    package var recipients: [String]
    /// Where its secret is.
    package var secret: SecretSource?
    /// Which notifications the channel takes.
    package var filter: Filter
    /// Why nothing is sent through it any more; nil where it is in use.
    package var disabledBecause: String?

    package init(
        id: ID<Channel>, code: Code, kind: Kind, target: String? = nil, program: String? = nil,
        recipients: [String] = [], secret: SecretSource? = nil, filter: Filter = Filter(),
        disabledBecause: String? = nil
    ) {
        self.id = id
        self.code = code
        self.kind = kind
        self.target = target
        self.program = program
        self.recipients = recipients
        self.secret = secret
        self.filter = filter
        self.disabledBecause = disabledBecause
    }

    /// Whether another channel takes the same to the same place, so that all would be told twice.
    package func isTwin(of other: Channel) -> Bool {
        (kind, target, program) == (other.kind, other.target, other.program)
            && Set(recipients.map(EmailAddress.compared))
                == Set(other.recipients.map(EmailAddress.compared))
            && (secret, filter) == (other.secret, other.filter)
    }
}

extension Channel.Kind {
    /// Whether it goes through sendmail, to people that are named by their addresses.
    package var isByMail: Bool { self == .mail || self == .checkpoint }

    /// Whether one message carries all that a run has to say, rather than one thing each.
    package var sendsDigests: Bool { [.mail, .slack, .teams].contains(self) }

    /// Whether people read what it carries: that is put into words when it is sent. What programs
    /// read is a record of what was, and stays as it is.
    package var isReadByPeople: Bool {
        switch self {
        case .mail, .slack, .teams, .pagerduty, .checkpoint: true
        case .webhook, .file: false
        }
    }

    /// Whether it takes news of this kind: people are not told of what is over, and an incident is
    /// not opened a second time because nobody answered it.
    package func takes(_ kind: AlertNotification.Kind) -> Bool {
        switch self {
        case .webhook, .file: true
        case .mail, .slack, .teams: kind != .resolved
        case .pagerduty: kind != .escalated
        case .checkpoint: false
        }
    }
}
