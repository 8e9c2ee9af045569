package import AttestryDomain
import GRDB

extension ReadTransaction {
    /// The hash of the log's first entry, which no other registry shares. Empty where that is lost:
    /// a damaged log must not keep alerts from being sent.
    package func genesis() throws -> String {
        try db.value("SELECT lower(hex(hash)) FROM entry WHERE sequence = 1") ?? ""
    }

    /// What stands for this registry in names that must be the only ones of their kind anywhere,
    /// 32 hexadecimal digits: drawn from the first entry of the log, which never changes.
    package func registryName() throws -> String { String(try genesis().prefix(32)) }

    /// The lives of the log after its first, in their order, but for those that cannot be read.
    package func epochs() throws -> [Epoch] {
        try epochRows().sound("epoch", self) { try Epoch(row: $0) }
    }

    /// What stands for the present life of the log in names that must be the only ones of their
    /// kind anywhere.
    package func branch() throws -> String {
        try genesis() + (epochs().last?.name ?? "")
    }

    /// What the latest epoch adds to how often anything was changed, so that no count goes back.
    package func epochRevision() throws -> Revision {
        guard let epoch = try epochs().last else { return .none }
        return Revision(
            entries: epoch.floor,
            sequence: try db.value(
                "SELECT ifnull(max(sequence), 0) FROM entry WHERE table_name = 'epoch'") ?? 0,
            recordedAt: epoch.beganAt)
    }

    /// The last epoch in which something was lost; nil where nothing ever was.
    package func lastLoss() throws -> Epoch? { try epochs().last(where: \.isLossy) }

    /// The same for what must not go on where an epoch cannot be read, such as a signature. Throws
    /// `damaged` there.
    func lastCertainLoss() throws -> Epoch? {
        try epochRows().map { try Epoch(row: $0) }.last(where: \.isLossy)
    }

    private func epochRows() throws -> Row { try db.rows("SELECT * FROM epoch ORDER BY id") }

    /// The first run of the alerts after an epoch began; nil where there was none yet.
    package func firstRun(after epoch: Epoch) throws -> ID<AlertRun>? {
        try db.value("SELECT id FROM alert_run WHERE id > ? ORDER BY id LIMIT 1", [epoch.floor])
    }
}

extension WriteTransaction {
    /// Records that a copy was put back.
    package func insert(_ epoch: Epoch) throws {
        try insert(
            "epoch",
            [
                "name": epoch.name, "entries": epoch.entries, "head": Cell.hash(epoch.head),
                "lost": epoch.lost, "floor": epoch.floor, "began_at": epoch.beganAt,
                "recorded_on": epoch.recordedOn,
            ], subject: "log")
    }
}

extension Epoch {
    fileprivate init(row: Row) throws {
        try self.init(
            name: row["name"], entries: row["entries"], head: row.hash("head"), lost: row["lost"],
            floor: row["floor"], beganAt: row["began_at"], recordedOn: row["recorded_on"])
    }
}
