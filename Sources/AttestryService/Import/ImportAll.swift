import AttestryDomain
import AttestryLog
import AttestryStorage

/// A folder that an export made.
package struct ExportFolder {
    /// The bytes of a file in it; nil where there is none of that name.
    let contents: (_ name: String) throws -> [UInt8]?
    let document: ImportedDocument

    package init(
        contents: @escaping (_ name: String) throws -> [UInt8]?,
        document: @escaping ImportedDocument
    ) {
        self.contents = contents
        self.document = document
    }

    /// The bytes of a kind's file; nil where there is none. Throws `invalid` where they are not
    /// those of the hash.
    fileprivate func rows(of kind: ImportKind, _ sums: [String: String]) throws -> [UInt8]? {
        let name = ExportLayout.file(of: kind)
        guard let bytes = try contents(name) else {
            guard sums[name] == nil else {
                throw RegistryError(
                    .notFound, "\(name) is not there, but \(ExportLayout.sums) has it",
                    hint: "export anew, or import what is there with attestry import KIND FILE")
            }
            return nil
        }
        var digest = StreamingDigest()
        bytes.withUnsafeBytes { digest.update($0) }
        guard digest.finished == sums[name] else {
            throw RegistryError(
                .invalid,
                "\(name) is not as it was exported: \(ExportLayout.sums) has another hash",
                hint: "a changed file goes in by the rules: attestry import \(kind.rawValue) FILE")
        }
        return bytes
    }

    /// The hashes of the files by their names. Throws `notFound` where there are none.
    fileprivate func sums() throws -> [String: String] {
        guard let bytes = try contents(ExportLayout.sums) else {
            throw RegistryError(
                .notFound, "there is no \(ExportLayout.sums): that is no export",
                hint: "attestry export all --output FOLDER makes one")
        }
        var sums: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).lines {
            let name = String(decoding: line.utf8.dropFirst(66), as: UTF8.self)
            sums[name] = String(decoding: line.utf8.prefix(64), as: UTF8.self)
        }
        return sums
    }
}

extension Registry {
    /// Records everything that an export holds, as it was, in a registry that holds nothing yet:
    /// all of it or none. Throws ``ImportRefusal`` with all that is wrong with its rows, `conflict`
    /// where something is recorded already, and `invalid` where a file was changed.
    ///
    /// Where rows about what is there already are skipped or change it, the registry may hold
    /// something, and each row goes in by the rules, as from a file of its own.
    package func importAll(
        _ folder: ExportFolder, existing: ExistingRows = .refuse, isDryRun: Bool, author: Author
    ) throws -> [ImportReport] {
        let sums = try folder.sums()
        try store.prepareForManyRows()
        return try trying(isDryRun) { finish in
            try write("import.all", author) { transaction, today in
                guard existing == .refuse else {
                    return try finish(
                        add(folder, sums, existing, isDryRun: isDryRun, transaction, today, author))
                }
                for kind in ImportKind.allCases { try transaction.reading.refuseAny(of: kind) }
                let teller = RowTeller(transaction, today: today, folder.document)
                var reports: [ImportReport] = []
                var problems: [String] = []
                for kind in ImportKind.allCases {
                    guard let bytes = try folder.rows(of: kind, sums) else { continue }
                    var report = ImportReport(kind: kind, isDryRun: isDryRun)
                    report.rows = try teller.tell(bytes, of: kind, &problems)
                    reports.append(report)
                }
                guard problems.isEmpty else { throw ImportRefusal(problems) }
                try transaction.reading.checkReadable()
                return try finish(reports)
            }
        }
    }
}

extension Registry {
    /// Records the rows of each file of a folder by the rules.
    private func add(
        _ folder: ExportFolder, _ sums: [String: String], _ existing: ExistingRows, isDryRun: Bool,
        _ transaction: WriteTransaction, _ today: CivilDate, _ author: Author
    ) throws -> [ImportReport] {
        var reports: [ImportReport] = []
        var problems: [String] = []
        for kind in ImportKind.allCases {
            guard let bytes = try folder.rows(of: kind, sums) else { continue }
            var source = SheetSource(bytes)
            source.encoding = .utf8
            do {
                var run = ImportRun(
                    transaction, kind, existing, isDryRun: isDryRun, clock, today: today,
                    author: author, folder.document)
                reports.append(try run.record(ImportTable(source, kind.known)))
            } catch let refusal as ImportRefusal {
                problems += refusal.problems.map { "\(ExportLayout.file(of: kind)) \($0)" }
            }
        }
        guard problems.isEmpty else { throw ImportRefusal(problems) }
        return reports
    }
}

extension RowTeller {
    /// Takes in all rows of a file, to the letter; returns how many there are. What is wrong with
    /// them is added to the problems.
    fileprivate func tell(_ bytes: [UInt8], of kind: ImportKind, _ problems: inout [String]) throws
        -> Int
    {
        // Each evidence may ride on any other.
        if kind.evidence != nil { _ = try walk(bytes, of: kind, &problems, writer.beginEvidence) }
        guard problems.isEmpty else { return 0 }
        return try walk(bytes, of: kind, &problems) { try tell(kind, $0) }
    }

    private func walk(
        _ bytes: [UInt8], of kind: ImportKind, _ problems: inout [String],
        _ body: ([String: String]) throws -> Void
    ) throws -> Int {
        var reader = CSVReader(bytes)
        let header = try reader.next()?.map(\.text) ?? []
        let name = ExportLayout.file(of: kind)
        for column in header where kind.known[column]?.name != column {
            throw RegistryError(
                .invalid, "\(name): no column is called '\(column.abbreviated)'",
                hint: "export anew with the program of this version")
        }
        var rows = 0
        while let record = try reader.next() {
            rows += 1
            var cells = [String: String](minimumCapacity: header.count)
            for (column, field) in zip(header, record) where !field.text.isEmpty {
                cells[column] = SafeCell.meant(field.text) ?? field.text
            }
            do {
                try body(cells)
            } catch let error as RegistryError where error.isTyped {
                problems += error.problems.map { problem in
                    "\(name) line \(record[0].line): \(problem.message { $0 })"
                }
            }
        }
        return rows
    }
}

extension ReadTransaction {
    /// Throws `conflict` where anything of a kind is recorded.
    fileprivate func refuseAny(of kind: ImportKind) throws {
        var isHeader = true
        try eachPortable(kind.shape.portable) { _ in
            guard isHeader else {
                throw RegistryError(
                    .conflict, "the registry has \(kind.word.withArticle) already",
                    hint: "attestry init makes a new one, which 'import all' fills; "
                        + "'attestry import KIND FILE' adds to one")
            }
            isHeader = false
        }
    }

    /// Throws `invalid` where what was told cannot be read again: a word that no rule knows.
    fileprivate func checkReadable() throws {
        for item in try catalogue() { _ = try item.scheme() }
        _ = try ladderRules()
        _ = try evidence()
        _ = try contacts(of: nil)
        for lot in try customerKeys().lots(of: 1_000) { _ = try customerWorlds(Set(lot)) }
        for lot in try activityKeys().lots(of: 1_000) { _ = try activities(Set(lot)) }
        try eachDistribution(DistributionFilter()) { _ in }
        guard let damage = damages.first else { return }
        throw RegistryError(
            .invalid, "the folder holds what cannot be read again: \(damage)",
            hint: "export anew with the program of this version")
    }
}
