package import AttestryDomain
import AttestryStorage
import Foundation

extension Registry {
    /// Adds a channel. Throws `conflict` where the code is taken, `invalid` where a part is
    /// missing, does not go with the kind, or cannot be, `notFound` for a scheme not there.
    package func addChannel(_ channel: Channel, author: Author) throws {
        try channel.check()
        let own = URL(filePath: store.path).resolvingSymlinksInPath().path
        if channel.kind == .file, let target = channel.target,
            URL(filePath: target).resolvingSymlinksInPath().path.hasPrefix(own)
        {
            throw RegistryError(
                .invalid, "path: that is the registry itself", hint: "name another file",
                field: "path")
        }
        try write("alert.channel.add", author) { transaction, today in
            let reading = transaction.reading
            if try reading.channels().contains(where: { $0.code == channel.code }) {
                throw RegistryError(
                    .conflict, "channel '\(channel.code)' exists already",
                    hint: "attestry alert channel remove \(channel.code), or give another code")
            }
            for scheme in channel.filter.schemes.sorted() {
                _ = try reading.catalogueItem(Code(scheme, field: "scheme"))
            }
            try transaction.insert(channel, on: today)
        }
    }

    /// The channels in use and those that are disabled.
    package func channels() throws -> [Channel] {
        try store.read { try $0.channels() }
    }

    /// The channel of a code. Throws `notFound`.
    package func channel(_ code: String) throws -> Channel {
        try store.read { try $0.channel(Code(code, field: "code")) }
    }

    /// Removes a channel and drops what was not sent through it; returns how many messages.
    package func removeChannel(_ code: String, author: Author) throws -> Int {
        try write("alert.channel.remove", author) { transaction, _ in
            let channel = try transaction.reading.channel(Code(code, field: "code"))
            let unsent = try transaction.reading.outbox([.queued, .claimed, .failed])
                .filter { $0.channel?.id == channel.id }
            for item in unsent {
                var delivery = item.delivery
                delivery.drop(because: "the channel was removed")
                try transaction.update(delivery, of: item)
            }
            try transaction.remove(channel)
            return unsent.count
        }
    }

    /// Puts a channel that was disabled to use again. Throws `notFound`, and `conflict` where it is
    /// in use.
    package func enableChannel(_ code: String, author: Author) throws {
        try write("alert.channel.enable", author) { transaction, _ in
            var channel = try transaction.reading.channel(Code(code, field: "code"))
            guard channel.disabledBecause != nil else {
                throw RegistryError(.conflict, "channel '\(code)' is in use")
            }
            channel.disabledBecause = nil
            try transaction.update(channel)
        }
    }

    /// A message to try a channel with; it is in no outbox, and every one is another.
    package func testMessage(for channel: Channel, to recipient: String?) throws -> Message {
        try store.read { reading in
            let genesis = try reading.genesis()
            let now = clock.now()
            let settings = try reading.settings()
            let today = try clock.today(in: settings.timeZone)
            let text = "this is a test of the channel '\(channel.code)'; nothing needs to be done"
            let to = recipient ?? channel.recipients.first ?? settings.owner ?? ""
            if channel.kind == .mail, to.isEmpty {
                throw RegistryError(
                    .invalid, "nobody to send a test to", hint: "give --to ADDRESS",
                    field: "to")
            }
            let notification = AlertNotification(
                kind: .raised, alert: ID(0),
                subject: AlertSubject(.evidence, key: 0, name: "test"), scheme: nil,
                anchor: "test", anchorOn: today, rung: 90, daysLeft: 0, text: text,
                recipients: [to].filter { !$0.isEmpty })
            let draft = Routing.Draft(
                channel: channel, recipient: channel.kind == .mail ? to : "", kind: .raised,
                notifications: [notification])
            let key = MessageKey(draft, registry: genesis, run: ID(Int64(now.secondsSinceEpoch)))
            return Message(
                id: ID(0), key: key.description, recipient: draft.recipient, kind: .raised,
                content: Message.Content(
                    organization: settings.organization, registry: String(genesis.prefix(32)),
                    notifications: [notification]), queuedAt: now)
        }
    }
}

extension Channel {
    /// Throws `invalid` naming the field where the parts do not make a channel.
    fileprivate func check() throws {
        func need(_ part: String?, _ field: String, _ why: String) throws {
            guard part == nil else { return }
            throw RegistryError.missing(field, "a \(kind.rawValue) channel needs it", hint: why)
        }
        func refuse(_ part: Bool, _ field: String) throws {
            guard part else { return }
            throw RegistryError(
                .invalid, "\(field) does not go with a \(kind.rawValue) channel",
                hint: "attestry alert channel add --help shows what each kind takes",
                field: field)
        }
        let secretHint = "--secret-file PATH or --credential NAME"
        switch kind {
        case .mail:
            try need(target, "from", "--from ADDRESS is the sender")
            try EmailAddress.check(target, field: "from")
            for address in recipients { try EmailAddress.check(address, field: "to") }
            try refuse(secret != nil, "secret-file")
        case .webhook:
            try need(target, "url", "--url URL is where events go")
            try need(secret.map { _ in "" }, "secret-file", "\(secretHint) holds the signing key")
        case .slack, .teams:
            try refuse(target != nil, "url")
            try need(secret.map { _ in "" }, "secret-file", "\(secretHint) holds the URL")
        case .pagerduty:
            try need(secret.map { _ in "" }, "secret-file", "\(secretHint) holds the routing key")
        case .file:
            try need(target, "path", "--path PATH is the file that lines are added to")
            try refuse(secret != nil, "secret-file")
        }
        if kind != .mail {
            try refuse(program != nil, "sendmail")
            try refuse(!recipients.isEmpty, "to")
        }
        for text in [target, program] + recipients {
            if let text { _ = try Form.checked(text, field: "channel") }
        }
    }
}

extension Channel {
    /// The channel as scripts read it; of its secret only where it is.
    package var json: JSONValue {
        let place: String? =
            switch secret {
            case .file(let path): "file \(path)"
            case .credential(let name): "credential \(name)"
            case nil: nil
            }
        return [
            "code": .text(code), "kind": .string(kind.rawValue), "target": .text(target),
            "program": .text(program), "recipients": .texts(recipients), "secret": .text(place),
            "only": .texts(filter.kinds.map(\.rawValue).sorted()),
            "schemes": .texts(filter.schemes.sorted()),
            "severity": .string(filter.severity.rawValue),
            "enabled": .bool(disabledBecause == nil), "disabled_because": .text(disabledBecause),
        ]
    }
}
