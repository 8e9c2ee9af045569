package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The channels that were not removed, in the order of their codes, but for those that cannot
    /// be read.
    package func channels() throws -> [Channel] {
        try db.rows("SELECT * FROM channel WHERE removed IS NOT 1 ORDER BY code")
            .sound("channel", named: "code", self) { try Channel(row: $0) }
    }

    /// The channel of a code. Throws `notFound`.
    package func channel(_ code: Code) throws -> Channel {
        let channels = try channels()
        guard let channel = channels.first(where: { $0.code == code }) else {
            throw RegistryError.notFound(
                "channel", code.description, among: channels.map(\.code.description),
                field: "code")
        }
        return channel
    }

    /// All channels by their keys, removed ones included.
    func channelsByKey() throws -> [ID<Channel>: Channel] {
        let channels = try db.rows("SELECT * FROM channel")
            .sound("channel", named: "code", self) { try Channel(row: $0) }
        return Dictionary(channels.map { ($0.id, $0) }) { first, _ in first }
    }
}

extension WriteTransaction {
    /// Adds a channel, whatever key it carries.
    package func insert(_ channel: Channel, on day: CivilDate) throws {
        try insert(
            "channel",
            ["code": channel.code, "kind": channel.kind.rawValue, "recorded_on": day]
                + channel.cells, subject: channel.code)
    }

    /// Changes what may change of a channel.
    package func update(_ channel: Channel) throws {
        try update("channel", channel.id, channel.cells, subject: channel.code)
    }

    /// Removes a channel; what it was stays in the log.
    package func remove(_ channel: Channel) throws {
        try update("channel", channel.id, ["removed": true], subject: channel.code)
    }
}

extension Channel {
    /// The words for where a secret is read from.
    private enum SecretPlace: String, CaseIterable {
        case file, credential
    }

    fileprivate var cells: Cells {
        let (source, name): (String?, String?) =
            switch secret {
            case .file(let path): (SecretPlace.file.rawValue, path)
            case .credential(let name): (SecretPlace.credential.rawValue, name)
            case nil: (nil, nil)
            }
        return [
            "disabled_because": disabledBecause, "least_severity": filter.severity.rawValue,
            "only_kinds": filter.kinds.map(\.rawValue).sorted(),
            "only_schemes": filter.schemes.sorted(), "program": program,
            "recipients": recipients, "secret_from": source, "secret_name": name,
            "target": target,
        ]
    }

    fileprivate init(row: Row) throws {
        let source: SecretPlace? = try row.optionalChoice("secret_from")
        let name: String? = try row["secret_name"]
        let _: Bool = try row["removed"]
        let _: CivilDate = try row["recorded_on"]
        try self.init(
            id: row["id"], code: row["code"], kind: row["kind"], target: row["target"],
            program: row["program"], recipients: row["recipients"],
            secret: name.map { source == .file ? .file($0) : .credential($0) },
            filter: Filter(
                kinds: Set(row.choices("only_kinds")),
                schemes: Set(row["only_schemes"] as [String]), severity: row["least_severity"]),
            disabledBecause: row["disabled_because"])
    }
}
