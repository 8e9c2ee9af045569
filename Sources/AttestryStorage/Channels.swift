package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The channels that were not removed, in the order of their codes.
    package func channels() throws -> [Channel] {
        try db.rows("SELECT * FROM channel WHERE removed = 0 ORDER BY code")
            .map { try $0.channel() }
    }

    /// The channel of a code. Throws `notFound`.
    package func channel(_ code: Code) throws -> Channel {
        let found = try db.rows(
            "SELECT * FROM channel WHERE code = ? AND removed = 0", [code.description]
        ).map { try $0.channel() }
        guard let channel = found.first else {
            throw RegistryError.notFound(
                "channel", code.description, among: try channels().map(\.code.description),
                field: "code")
        }
        return channel
    }

    /// All channels by their keys, removed ones included.
    func channelsByKey() throws -> [Int64: Channel] {
        let channels = try db.rows("SELECT * FROM channel").map { try $0.channel() }
        return Dictionary(channels.map { ($0.id.rawValue, $0) }) { first, _ in first }
    }
}

extension WriteTransaction {
    /// Adds a channel, whatever key it carries.
    package func insert(_ channel: Channel, on day: CivilDate) throws {
        let cells: Cells = [
            "code": .text(channel.code), "kind": .text(channel.kind.rawValue),
            "recorded_on": .text(day),
        ]
        _ = try insert("channel", cells + channel.cells, subject: channel.code.description)
    }

    /// Changes what may change of a channel.
    package func update(_ channel: Channel) throws {
        try update(
            "channel", channel.id.rawValue, channel.cells, subject: channel.code.description)
    }

    /// Removes a channel; what it was stays in the log.
    package func remove(_ channel: Channel) throws {
        try update(
            "channel", channel.id.rawValue, ["removed": .flag(true)],
            subject: channel.code.description)
    }
}

extension Channel {
    fileprivate var cells: Cells {
        let (source, name): (String?, String?) =
            switch secret {
            case .file(let path): ("file", path)
            case .credential(let name): ("credential", name)
            case nil: (nil, nil)
            }
        return [
            "disabled_because": .text(disabledBecause),
            "least_severity": .text(filter.severity.rawValue),
            "only_kinds": .json(.texts(filter.kinds.map(\.rawValue).sorted())),
            "only_schemes": .json(.texts(filter.schemes.sorted())), "program": .text(program),
            "recipients": .json(.texts(recipients)), "secret_from": .text(source),
            "secret_name": .text(name), "target": .text(target),
        ]
    }
}

extension Row {
    fileprivate func channel() throws -> Channel {
        let name = try optionalText("secret_name")
        let secret: Channel.SecretSource? =
            try optionalText("secret_from") == "file"
            ? name.map { .file($0) }
            : name.map { .credential($0) }
        return Channel(
            id: try id(), code: try code("code"), kind: try choice("kind"),
            target: try optionalText("target"), program: try optionalText("program"),
            recipients: try texts("recipients"), secret: secret,
            filter: Channel.Filter(
                kinds: Set(try texts("only_kinds").compactMap(AlertSubject.Kind.init(rawValue:))),
                schemes: Set(try texts("only_schemes")), severity: try choice("least_severity")),
            disabledBecause: try optionalText("disabled_because"))
    }
}
