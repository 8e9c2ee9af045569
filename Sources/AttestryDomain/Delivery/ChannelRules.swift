extension Channel.Kind {
    /// What a channel's secret is.
    package enum Secret: String, Sendable {
        /// Keys that sign what is sent, one a line.
        case signingKey = "signing key"
        /// The address that messages go to: whoever knows it can write there.
        case address = "URL"
        /// A key that is sent along.
        case routingKey = "routing key"
        /// The file of a key that signs checkpoints of the log.
        case logKey = "key of attestry audit key new"
    }

    /// Whether a kind of channel takes a part: with a hint where it cannot be without.
    fileprivate enum Need {
        case needed(String), refused, optional
    }

    /// What a person reads before choosing it; the option that names its target and what the kind
    /// needs of that; its secret, nil where it has none.
    private var facts: (about: String, field: String, target: Need, secret: Secret?) {
        switch self {
        case .mail:
            (
                "goes through sendmail, one digest for each recipient and run: to the owner of"
                    + " what it is about, or to --to",
                "from", .needed("--from ADDRESS is the sender"), nil
            )
        case .webhook:
            (
                "posts CloudEvents, signed as Standard Webhooks has it", "url",
                .needed("--url URL is where events go"), .signingKey
            )
        case .slack: ("posts to a channel of Slack", "url", .refused, .address)
        case .teams: ("posts to a channel of Microsoft Teams", "url", .refused, .address)
        case .pagerduty: ("opens and ends incidents", "url", .optional, .routingKey)
        case .file:
            (
                "adds a line of JSON for each alert", "path",
                .needed("--path PATH is the file that lines are added to"), nil
            )
        case .checkpoint:
            (
                "mails a signed checkpoint of the log to --to, an auditor say, once a month, and"
                    + " takes no alerts", "from", .needed("--from ADDRESS is the sender"), .logKey
            )
        }
    }

    /// What it does, as the predicate of a sentence that begins with its name.
    package var about: String { facts.about }

    /// What its secret is; nil where it has none.
    package var secret: Secret? { facts.secret }

    fileprivate var target: (field: String, need: Need) { (facts.field, facts.target) }
}

extension Channel {
    /// Throws `invalid` naming the field where the parts do not make a channel.
    package func check() throws {
        try check(target != nil, kind.target.field, kind.target.need)
        if kind.isByMail {
            try EmailAddress.check(target, field: kind.target.field)
            for address in recipients { try EmailAddress.check(address, field: "to") }
        }
        try check(
            secret != nil, "secret-file",
            kind.secret.map {
                let credential = kind == .checkpoint ? "" : " or --credential NAME"
                return .needed("--secret-file PATH\(credential) holds the \($0.rawValue)")
            } ?? .refused)
        let ofMail = kind.isByMail ? Kind.Need.optional : .refused
        try check(program != nil, "sendmail", ofMail)
        try check(
            !recipients.isEmpty, "to",
            kind == .checkpoint ? .needed("--to ADDRESS is who keeps the checkpoints") : ofMail)
        guard kind == .checkpoint else { return try checkTexts() }
        if case .credential = secret {
            throw RegistryError(
                .invalid, "credential does not go with a checkpoint channel",
                hint: "--secret-file PATH: what was signed last is kept beside the key",
                field: "credential")
        }
        try check(!filter.kinds.isEmpty, "only", .refused)
        try check(!filter.schemes.isEmpty, "scheme", .refused)
        try check(filter.severity != .info, "severity", .refused)
        try checkTexts()
    }

    private func checkTexts() throws {
        for text in [target, program] + recipients {
            if let text { _ = try Form.checked(text, field: "channel") }
        }
    }

    private func check(_ isThere: Bool, _ field: String, _ need: Kind.Need) throws {
        switch need {
        case .needed(let hint) where !isThere:
            throw RegistryError.missing(field, "a \(kind.rawValue) channel needs it", hint: hint)
        case .refused where isThere:
            throw RegistryError(
                .invalid, "\(field) does not go with a \(kind.rawValue) channel",
                hint: "attestry alert channel add --help shows what each kind takes", field: field)
        case .needed, .refused, .optional: return
        }
    }
}
