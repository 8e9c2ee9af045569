package import AttestryDomain
import AttestryStorage
import Foundation

extension Registry {
    private static func bytes(ofPath path: String) -> [UInt8] {
        Array(URL(filePath: path).resolvingSymlinksInPath().path.utf8)
    }

    /// Adds a channel. Throws `conflict` where the code is taken, `invalid` where a part is
    /// missing, does not go with the kind, or cannot be, `notFound` for a scheme not there.
    package func addChannel(_ channel: Channel, author: Author) throws {
        try channel.check()
        let own = Self.bytes(ofPath: store.path)
        // What SQLite keeps beside a database is part of it.
        let parts = ["", "-journal", "-wal", "-shm"].map { own + $0.utf8 }
        if channel.kind == .file, let target = channel.target,
            parts.contains(Self.bytes(ofPath: target))
        {
            throw RegistryError(
                .invalid, "path: that is the registry itself", hint: "name another file",
                field: "path")
        }
        try write("alert.channel.add", author) { transaction, today in
            var channel = channel
            let reading = transaction.reading
            if try reading.channels().contains(where: { $0.code == channel.code }) {
                throw RegistryError(
                    .conflict, "channel '\(channel.code)' exists already",
                    hint: "attestry alert channel remove \(channel.code), or give another code")
            }
            channel.filter.schemes = Set(
                try channel.filter.schemes.sorted().map {
                    try reading.catalogueItem(Code($0, field: "scheme")).code
                })
            if let twin = try reading.channels().first(where: channel.isTwin) {
                throw RegistryError(
                    .conflict, "channel '\(twin.code)' tells the same to the same already",
                    hint: "attestry alert channel remove \(twin.code) takes it away first")
            }
            try transaction.insert(channel, on: today)
        }
    }

    /// The channels in use and those that are disabled.
    package func channels() throws -> [Channel] {
        try store.read { try $0.channels() }
    }

    /// The channel of a code. Throws `notFound`.
    package func channel(_ code: Code) throws -> Channel {
        try store.read { try $0.channel(code) }
    }

    /// Removes a channel and drops what was not sent through it; returns how many messages, and the
    /// incidents that nobody ends any more, by the names of what they warn of.
    package func removeChannel(_ code: Code, author: Author) throws
        -> (dropped: Int, incidents: [String])
    {
        try write("alert.channel.remove", author) { transaction, _ in
            let channel = try transaction.reading.channel(code)
            let unsent = try transaction.reading.outbox(.states([.queued, .claimed, .failed]))
                .filter { $0.channel?.id == channel.id }
            for item in unsent {
                var delivery = item.delivery
                delivery.drop(because: "the channel was removed")
                try transaction.update(delivery, of: item)
            }
            let incidents = try transaction.reading.openIncidents(of: channel)
            try transaction.remove(channel)
            return (unsent.count, incidents)
        }
    }

    /// Puts a channel that was disabled to use again. Throws `notFound`, and `conflict` where it is
    /// in use.
    package func enableChannel(_ code: Code, author: Author) throws {
        try write("alert.channel.enable", author) { transaction, _ in
            var channel = try transaction.reading.channel(code)
            guard channel.disabledBecause != nil else {
                throw RegistryError(.conflict, "channel '\(code)' is in use")
            }
            channel.disabledBecause = nil
            try transaction.update(channel)
        }
    }

    /// A message to try a channel with; it is in no outbox, and every one is another.
    package func testMessage(for channel: Channel, to recipient: String?) throws -> Message {
        try read(asOf: nil) { reading, today in
            let branch = try reading.branch()
            let now = clock.now()
            let settings = try reading.settings()
            let to = recipient ?? channel.recipients.first ?? settings.owner ?? ""
            if channel.kind.isByMail, to.isEmpty {
                throw RegistryError(
                    .invalid, "nobody to send a test to", hint: "give --to ADDRESS", field: "to")
            }
            let test = Alert(
                id: ID(0), subject: AlertSubject(.evidence, key: 0, name: "test"), scheme: nil,
                anchor: AnchorName(.test), anchorOn: today, rung: 90, skipped: [],
                message: "this is a test of the channel '\(channel.code)'; "
                    + "nothing needs to be done",
                recipients: [], raisedOn: today)
            let notification = AlertNotification(
                kind: .raised, about: test, day: today, recipients: [to].filter { !$0.isEmpty })
            let isLetter = channel.kind == .checkpoint
            let draft = Routing.Draft(
                channel: channel, recipient: channel.kind.isByMail ? to : "",
                kind: isLetter ? .checkpoint : .raised,
                notifications: isLetter ? [] : [notification])
            return Message(
                id: ID(0),
                key: draft.key(registry: branch, run: ID(Int64(now.secondsSinceEpoch))),
                recipient: draft.recipient, kind: draft.kind,
                content: Message.Content(
                    organization: settings.organization, registry: try reading.registryName(),
                    notifications: draft.notifications,
                    checkpoint: isLetter
                        ? CheckpointLetter(day: today, lostOn: try reading.lastLoss()?.recordedOn)
                        : nil), queuedAt: now)
        }
    }
}

extension ReadTransaction {
    /// The anchor dates whose incidents were begun and not ended.
    fileprivate func openIncidents(of channel: Channel) throws -> [String] {
        guard channel.kind == .pagerduty else { return [] }
        var open: Set<String> = []
        for item in try outbox(.of(channel.id))
        where [.sent, .claimed].contains(item.delivery.state) {
            for notification in item.message.content.notifications {
                let name =
                    "\(notification.subject.name) \(notification.anchor) \(notification.anchorOn)"
                if notification.kind != .resolved {
                    open.insert(name)
                } else if item.delivery.state == .sent {
                    open.remove(name)
                }
            }
        }
        return open.sorted()
    }
}

extension Channel {
    /// The columns of a list; of the secret only where it is.
    package static let columns: [Column<Channel>] = [
        Column("code") { .text($0.code) }, Column("kind") { .string($0.kind.rawValue) },
        Column("target") { .text($0.target) }, Column("recipients") { .texts($0.recipients) },
        Column("secret") { channel in
            switch channel.secret {
            case .file(let path): .string("file \(path)")
            case .credential(let name): .string("credential \(name)")
            case nil: .null
            }
        },
        Column("program", .fileOnly) { .text($0.program) },
        Column("only") { .texts($0.filter.kinds.map(\.rawValue).sorted()) },
        Column("schemes") { .texts($0.filter.schemes.sorted()) },
        Column("severity") { .string($0.filter.severity.rawValue) },
        Column("enabled") { .bool($0.disabledBecause == nil) },
        Column("disabled_because") { .text($0.disabledBecause) },
    ]
}
