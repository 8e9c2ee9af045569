package import AttestryDomain
import AttestryStorage

/// What an import came to.
package struct ImportReport: Sendable {
    /// How many pieces of evidence were new.
    package let evidence: Int
    /// How many versions were recorded.
    package let versions: Int
    /// How many dates lie so far back that no alert will be raised for them (`rules.md` §7).
    package let neverRaised: Int
    /// What is odd but was taken, with its line.
    package let doubts: [String]
    /// Whether it was only tried.
    package let isDryRun: Bool

    /// The report as scripts read it.
    package var json: JSONValue {
        [
            "evidence": .number(evidence), "versions": .number(versions),
            "never_raised": .number(neverRaised), "doubts": .texts(doubts),
            "dry_run": .bool(isDryRun),
        ]
    }
}

/// Everything that is wrong with a file: the import is all or nothing.
package struct ImportRefusal: Error, Sendable {
    /// One sentence a bad field, with line and column.
    package let problems: [String]

    /// Throws where there are problems, in the order of their lines.
    static func check(_ problems: [(line: Int, text: String)]) throws {
        guard problems.isEmpty else {
            throw ImportRefusal(problems: problems.sorted { $0.line < $1.line }.map(\.text))
        }
    }
}

extension Registry {
    /// Records the certificates or reports of a CSV file: all rows or none.
    ///
    /// A code that comes twice, or exists already, gets a further version. Throws ``ImportRefusal``
    /// with every bad row, and `invalid` where the file is not CSV.
    package func importEvidence(
        _ bytes: [UInt8], as noun: Scheme.Noun, isDryRun: Bool, author: Author
    ) throws -> ImportReport {
        let table = try ImportTable(bytes, noun: noun)
        return try trying(isDryRun) { finish in
            try write("import.\(noun.rawValue)", author) { transaction, today in
                var run = ImportRun(
                    transaction: transaction, noun: noun, today: today, isDryRun: isDryRun)
                return try finish(run.record(table))
            }
        }
    }
}

private struct ImportRun {
    let transaction: WriteTransaction
    let noun: Scheme.Noun
    let today: CivilDate
    let isDryRun: Bool
    var problems: [(line: Int, text: String)] = []
    var doubts: [String] = []
    var codes: Set<Code> = []
    var evidence = 0
    var versions = 0

    init(transaction: WriteTransaction, noun: Scheme.Noun, today: CivilDate, isDryRun: Bool) {
        self.isDryRun = isDryRun
        self.transaction = transaction
        self.noun = noun
        self.today = today
    }

    mutating func record(_ table: ImportTable) throws -> ImportReport {
        for row in inOrderOfParents(table.rows) { try record(row) }
        try ImportRefusal.check(table.problems + problems)
        return ImportReport(
            evidence: evidence, versions: versions, neverRaised: try neverRaised(), doubts: doubts,
            isDryRun: isDryRun)
    }

    /// The rows as they stand, but for those whose parent comes later in the file: they wait for
    /// it, and so does what follows under the same code, as numbers count in the file's order.
    private func inOrderOfParents(_ rows: [ImportRow]) -> [ImportRow] {
        var ordered: [ImportRow] = []
        var waiting = rows
        while !waiting.isEmpty {
            var next: [ImportRow] = []
            var missing = Set(waiting.compactMap { $0["code"] })
            var held: Set<String> = []
            for row in waiting {
                let code = row["code"] ?? ""
                let isEarly = row["parent"].map { $0 != code && missing.contains($0) } ?? false
                if held.contains(code) || isEarly {
                    held.insert(code)
                    next.append(row)
                } else {
                    missing.remove(code)
                    ordered.append(row)
                }
            }
            // A circle of parents: recording it says what is wrong.
            if next.count == waiting.count { return ordered + next }
            waiting = next
        }
        return ordered
    }

    private mutating func record(_ row: ImportRow) throws {
        do {
            let form = EvidenceForm(title: row["title"], owner: row["owner"])
            let code = try Code(row.needed("code"), field: "code")
            let recorded: Recorded
            if try transaction.reading.hasEvidence(code) {
                recorded = try transaction.addVersion(
                    code, scheme: row["scheme"], as: noun, evidence: form, version: row.versionForm,
                    today: today)
            } else {
                recorded = try transaction.add(
                    code.description, scheme: row.needed("scheme"), as: noun, evidence: form,
                    version: row.versionForm, today: today)
                evidence += 1
            }
            versions += 1
            codes.insert(code)
            doubts += recorded.doubts.map { "line \(row.line): \($0)" }
        } catch let error as RegistryError {
            problems.append((row.line, row.problem(error)))
        }
    }

    private func neverRaised() throws -> Int {
        let list = try WatchList(transaction.reading, on: today, .until(nil))
        let keys = Set(try codes.map { try transaction.reading.evidenceKey($0).rawValue })
        return try list.evidence(keys).flatMap(\.anchors).count(where: \.isTooOldToRaise)
    }
}

extension WriteTransaction {
    /// A further version where nothing is taken over: the file says it all.
    fileprivate func addVersion(
        _ code: Code, scheme: String?, as noun: Scheme.Noun, evidence form: EvidenceForm,
        version: VersionForm, today: CivilDate
    ) throws -> Recorded {
        let world = try EvidenceWorld(code, as: noun, reading)
        if let scheme, scheme != world.scheme.code.description {
            throw RegistryError(
                .invalid, "scheme: '\(code)' is evidence of \(world.scheme.code), not \(scheme)",
                field: "scheme")
        }
        return try addVersion(version, to: world, form, today: today)
    }
}
