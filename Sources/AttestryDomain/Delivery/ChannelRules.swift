extension Channel {
    /// Whether a kind of channel takes a part: with a hint where it cannot be without.
    private enum Need {
        case needed(String), refused, optional
    }

    /// The option that names its target, and what the kind needs of target and secret.
    private var needs: (field: String, target: Need, secret: Need) {
        func secret(_ what: String) -> Need {
            .needed("--secret-file PATH or --credential NAME holds the \(what)")
        }
        return switch kind {
        case .mail: ("from", .needed("--from ADDRESS is the sender"), .refused)
        case .webhook: ("url", .needed("--url URL is where events go"), secret("signing key"))
        case .slack, .teams: ("url", .refused, secret("URL"))
        case .pagerduty: ("url", .optional, secret("routing key"))
        case .file: ("path", .needed("--path PATH is the file that lines are added to"), .refused)
        }
    }

    /// Throws `invalid` naming the field where the parts do not make a channel.
    package func check() throws {
        let (field, ofTarget, ofSecret) = needs
        try check(target != nil, field, ofTarget)
        if kind == .mail {
            try EmailAddress.check(target, field: field)
            for address in recipients { try EmailAddress.check(address, field: "to") }
        }
        try check(secret != nil, "secret-file", ofSecret)
        let ofMail = kind == .mail ? Need.optional : .refused
        try check(program != nil, "sendmail", ofMail)
        try check(!recipients.isEmpty, "to", ofMail)
        for text in [target, program] + recipients {
            if let text { _ = try Form.checked(text, field: "channel") }
        }
    }

    private func check(_ isThere: Bool, _ field: String, _ need: Need) throws {
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
