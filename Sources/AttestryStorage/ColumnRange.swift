import AttestryDomain

/// The range of each number that a table holds, from the noun where it has one. The CHECKs of the
/// schema say the same.
enum ColumnRange {
    /// The range of a column; nil where it holds no number, or only yes and no.
    static func of(_ column: String, in table: String) -> ClosedRange<Int>? {
        tables[table]?[column] ?? (isKey(column) ? keys : nil)
    }

    /// The condition, in SQL, that some number of a row is out of its range.
    static func isBroken(in table: String) -> String {
        let broken = (tables[table] ?? [:]).sorted { $0.key < $1.key }.map { column, range in
            "\(table).\(column) NOT BETWEEN \(range.lowerBound) AND \(range.upperBound)"
        }
        return broken.isEmpty ? "FALSE" : "(\(broken.joined(separator: " OR ")))"
    }

    /// A key ends where readers of JSON no longer tell whole numbers apart (RFC 8785).
    static let keys = 1...9_007_199_254_740_991

    private static func isKey(_ column: String) -> Bool {
        ["id", "sequence", "command"].contains(column) || column.ends(with: "_id")
    }

    /// 1 MiB a chunk, so that a document of the last one has this size.
    private static let chunks = 0...1_048_575

    private static let tables: [String: [String: ClosedRange<Int>]] = [
        "activity_cadence": ActivityCadence.fields.ranges(),
        "agreement": AgreementTerms.fields.ranges(),
        "agreement_kind": AgreementKind.fields.ranges(),
        "alert": ["rung": Ladder.possible],
        "alert_run": ["raised": AlertRun.possibleCounts, "resolved": AlertRun.possibleCounts],
        "delivery": ["attempts": Delivery.possibleAttempts],
        "document": ["size": 1...(chunks.count * documentChunkSize)],
        "document_chunk": ["position": chunks],
        "epoch": [
            "entries": keys, "lost": 0...keys.upperBound, "floor": Epoch.possibleFloors,
        ],
        "registry": ["id": 1...1, "catalogue_version": Settings.possibleVersions],
        "version": VersionContent.columns.ranges().merging(
            ["version": Version.possibleNumbers]) { $1 },
    ]
}

extension Array {
    /// The ranges of the fields that are numbers, by the fields' names.
    fileprivate func ranges<Noun>() -> [String: ClosedRange<Int>] where Element == Field<Noun> {
        Dictionary(
            compactMap { field in field.range.map { (field.name, $0) } }, uniquingKeysWith: { $1 })
    }
}
